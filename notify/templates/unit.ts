import { shortUnitName } from '../../domain/notice/short-unit-name.ts';
import { FROM_UNIT } from './pages.ts';
import { day } from './phrases.ts';
import type { TemplateGroup } from './wording.ts';

const once = ({ validUntil, officePhone }: Readonly<Record<'validUntil' | 'officePhone', string>>): string =>
  `链接只能打开一次，${day(validUntil)}前有效，请勿转发。逾期或者需要再次办理的，可在打开的页面上重新获取。如有疑问，请致电${officePhone}。`;

/** The unit's own way in (检查对象办理链接), and what is said through it. */
export const UNIT_TEMPLATES: TemplateGroup<'unit.link' | 'unit.statement' | 'unit.answered'> = {
  'unit.link': [
    {
      version: 1,
      without: ['matter'],
      unit: {
        email: (p) => ({
          subject: '检查事项办理链接',
          blocks: [
            '通过以下链接，贵单位可以查看检查通知和检查结果，陈述、申辩，申请检查人员回避，对检查结果提出异议，提交证明材料，报告整改情况和申请延长整改期限，不需要注册账号：',
            p.link,
            once(p),
          ],
        }),
        sms: (p) =>
          `查看检查通知、陈述申辩、报告整改请打开 ${p.link} ，${day(p.validUntil)}前有效，请勿转发。`,
      },
    },
    {
      version: 2,
      unit: {
        email: (p) => ({
          subject: `${p.matter}办理链接（${p.unitName}）`,
          blocks: [
            `本局对贵单位的${p.matter}，请通过以下链接查看、办理：`,
            p.link,
            '通过该链接可以查看检查通知和检查结果，陈述、申辩，申请检查人员回避，对检查结果提出异议，提交证明材料，报告整改情况和申请延长整改期限，不需要注册账号。',
            once(p),
          ],
        }),
        sms: (p, clip) =>
          `${clip(shortUnitName(p.unitName), 16)}：${p.matter}请打开 ${p.link} 办理，${day(p.validUntil)}前有效，请勿转发。`,
      },
    },
  ],
  'unit.statement': [
    {
      version: 1,
      without: ['taskId'],
      officer: {
        email: (p) => ({
          subject: `检查对象${p.statementKind}（${p.receiptNumber}）`,
          blocks: [
            `${p.unitName}就检查任务${p.taskNumber}通过办理链接提交了材料，类别：${p.statementKind}，收件编号：${p.receiptNumber}。`,
            '请登录系统查看内容，依法处理并答复。',
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 20)}就任务${p.taskNumber}${p.statementKind}，收件编号${p.receiptNumber}，请登录系统处理。`,
      },
    },
    {
      version: 3,
      ...{ page: FROM_UNIT, smsAsIn: 1 },
      officer: {
        email: (p) => ({
          subject: `${p.unitName}${p.statementKind}（${p.receiptNumber}）`,
          blocks: [
            `${p.unitName}就检查任务${p.taskNumber}通过办理链接提交了材料，类别：${p.statementKind}，收件编号：${p.receiptNumber}。`,
            '请登录系统查看内容，依法处理并答复。',
          ],
        }),
        sms: (p, clip) =>
          `${clip(p.unitName, 20)}就任务${p.taskNumber}${p.statementKind}，收件编号${p.receiptNumber}，请登录系统处理。`,
      },
    },
  ],
  'unit.answered': [
    {
      version: 1,
      without: ['link', 'validUntil'],
      unit: {
        email: (p) => ({
          subject: `对贵单位所提事项的答复（${p.receiptNumber}）`,
          blocks: [
            `贵单位提交的材料（收件编号：${p.receiptNumber}），本局已经答复，请通过办理链接查看。如有疑问，请致电${p.officePhone}。`,
          ],
        }),
        sms: (p) =>
          `贵单位提交的材料（${p.receiptNumber}）已答复，请通过办理链接查看，咨询电话${p.officePhone}。`,
      },
    },
    {
      version: 2,
      unit: {
        email: (p) => ({
          subject: `对贵单位所提事项的答复（${p.receiptNumber}）`,
          blocks: [
            `贵单位提交的材料（收件编号：${p.receiptNumber}），本局已经答复，请通过以下链接查看：`,
            p.link,
            once(p),
          ],
        }),
        sms: (p) => `${p.receiptNumber}已答复，请打开 ${p.link} ，${day(p.validUntil)}前有效。`,
      },
    },
  ],
};
