import { day, inSystem } from './phrases.ts';
import type { TemplateGroup } from './wording.ts';

/**
 * Findings that belong to another body (问题线索移送, R137): to those who must refer, and to the office. Not to the unit:
 * who is told of a lead before its receiver has acted could remove what proves it.
 */
export const TRANSFER_TEMPLATES: TemplateGroup<'task.transfer-owed' | 'task.transferred'> = {
  'task.transfer-owed': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `问题线索待移送：${p.unitName}（${p.taskNumber}）`,
          blocks: [
            '下列检查任务的结果已经审核，其中有问题应当移送有权机关处理。',
            {
              facts: [
                ['任务编号', p.taskNumber],
                ['检查对象', p.unitName],
                ['应移送问题', `${p.count}项`],
                ['移送期限', day(p.dueOn)],
              ],
            },
            `请固定证据，确定接收单位，在期限内移送并登记。${inSystem('移送抄告')}`,
          ],
        }),
        sms: (p, clip) =>
          `检查任务${clip(p.taskNumber, 20)}（${clip(p.unitName, 26)}）有${p.count}项问题应当移送，期限${day(p.dueOn)}。请登录系统办理。`,
      },
    },
  ],
  'task.transferred': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `问题线索已移送：${p.unitName}（${p.taskNumber}）`,
          blocks: [
            '下列检查任务发现的问题已经移送。',
            {
              facts: [
                ['任务编号', p.taskNumber],
                ['检查对象', p.unitName],
                ['移送问题', `${p.count}项`],
                ['接收单位', p.receiver],
                ['移送理由', p.reason],
              ],
            },
            `请移交证据材料，并登记接收回执和处理结果。${inSystem('移送抄告')}`,
          ],
        }),
        sms: (p, clip) =>
          `检查任务${clip(p.taskNumber, 20)}（${clip(p.unitName, 22)}）的${p.count}项问题已移送${clip(p.receiver, 22)}。请移交材料并登记回执。`,
      },
    },
  ],
};
