import { BASIS_RANDOM, inSystem } from './phrases.ts';
import type { TemplateGroup } from './wording.ts';

/** The annual plan (年度抽查工作计划) and the working-day calendar (工作日历). */
export const PLAN_TEMPLATES: TemplateGroup<'plan.not-approved' | 'calendar.notice-missing'> = {
  'plan.not-approved': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `关于${p.year}年度抽查工作计划尚未批准的提醒`,
          blocks: [
            `截至目前，${p.year}年度抽查工作计划尚未完成批准，抽查周期无法启动。`,
            { facts: [['尚缺事项', p.missing]] },
            `依据${BASIS_RANDOM}，抽查的比例和频次应当事先确定。计划未经批准，不得据以抽取和检查。`,
            `请尽快补齐并按程序报批。${inSystem('抽查计划')}`,
          ],
        }),
        sms: (p, clip) =>
          `${p.year}年度抽查工作计划尚未批准，抽查周期无法启动。尚缺：${clip(p.missing, 50)}。请尽快补齐并报批。`,
      },
    },
  ],
  'calendar.notice-missing': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `关于导入${p.year}年节假日安排的提醒`,
          blocks: [
            `系统尚未导入国务院办公厅关于${p.year}年部分节假日安排的通知，${p.year}年内按工作日计算的各项期限目前均为暂定。`,
            `通知印发后，请及时导入；导入后系统将重新计算暂定期限，提前的期限会另行通知。${inSystem('工作日历')}`,
          ],
        }),
        sms: (p) =>
          `${p.year}年节假日安排尚未导入，按工作日计算的期限均为暂定。请在系统“工作日历”中导入国务院办公厅通知。`,
      },
    },
    {
      version: 2,
      officer: {
        email: (p) => ({
          subject: `关于录入${p.year}年节假日安排的提醒`,
          blocks: [
            `系统尚未录入国务院办公厅关于${p.year}年部分节假日安排的通知，${p.year}年内按工作日计算的各项期限目前均为暂定。`,
            '通知印发后，请及时在“年度计划”的日历页选择“录入放假安排”；录入后系统将重新计算暂定期限，提前的期限会另行通知。',
          ],
        }),
        sms: (p) =>
          `${p.year}年节假日安排尚未录入，按工作日计算的期限均为暂定。请在国务院办公厅通知印发后，到系统“年度计划”的日历页录入。`,
      },
    },
  ],
};
