import { day, inSystem } from './phrases.ts';
import type { TemplateGroup } from './wording.ts';

/** Results (检查结果) between inspector and reviewer. */
export const RESULT_TEMPLATES: TemplateGroup<'result.to-review' | 'result.returned'> = {
  'result.to-review': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `检查结果待审核：${p.unitName}（${p.taskNumber}）`,
          blocks: [
            '下列检查任务的结果已经录入，请按期审核。',
            {
              facts: [
                ['任务编号', p.taskNumber],
                ['检查对象', p.unitName],
                ['审核期限', day(p.dueOn)],
              ],
            },
            `请核对检查记录、结果和处理意见；不符合要求的，请退回并写明理由。录入人不得审核本人录入的结果。${inSystem('待审核')}`,
          ],
        }),
        sms: (p, clip) =>
          `检查任务${clip(p.taskNumber, 20)}（${clip(p.unitName, 28)}）的结果已录入，请于${day(p.dueOn)}前登录系统审核。`,
      },
    },
  ],
  'result.returned': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `检查结果退回修改：${p.unitName}（${p.taskNumber}）`,
          blocks: [
            '下列检查任务的结果经审核退回，请补充或者更正后重新提交。',
            {
              facts: [
                ['任务编号', p.taskNumber],
                ['检查对象', p.unitName],
                ['退回理由', p.reason],
              ],
            },
            `更正前后的内容均予以保留。${inSystem('我的任务')}`,
          ],
        }),
        sms: (p, clip) =>
          `检查任务${clip(p.taskNumber, 20)}（${clip(p.unitName, 26)}）的结果被退回，理由：${clip(p.reason, 40)}。请更正后重新提交。`,
      },
    },
  ],
};
