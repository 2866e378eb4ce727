import { day, inSystem, lines } from './phrases.ts';
import type { TemplateGroup } from './wording.ts';

const overdueClause = (overdue: string): string => (overdue === '0' ? '' : `，其中${overdue}项已经逾期`);

/** The day's reminders of one officer in one letter (提醒汇总); what is brought to his superiors never waits for it. */
export const DIGEST_TEMPLATES: TemplateGroup<'digest.reminders'> = {
  'digest.reminders': [
    {
      version: 1,
      officer: {
        email: (p) => ({
          subject: `${day(p.today)}办理期限提醒（${p.count}项）`,
          blocks: [
            `您名下有${p.count}项工作临近或者超过办理期限${overdueClause(p.overdue)}，按紧急程度列明如下：`,
            { list: lines(p.reminders).map(day) },
            '请合理安排，在期限内办结；已经逾期的请立即办理，并向负责人书面说明原因。因故不能办理的，请及时报告并调整人员。',
            `以上事项办结后不再提醒。${inSystem('我的待办')}`,
          ],
        }),
        sms: (p, clip) =>
          `您有${p.count}项工作临近或超过期限${overdueClause(p.overdue)}，最紧急的是：${clip(day(lines(p.reminders)[0] ?? ''), 60)}。请按期办结，详见系统。`,
      },
    },
  ],
};
