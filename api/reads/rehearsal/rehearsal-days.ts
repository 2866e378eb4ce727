import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import { cycleOfTask, isOverdue, loadLateDays } from '../late-days.ts';

/** What a day of a rehearsal brought, in the order of an inspection's life. */
export const HAPPENINGS = {
  published: '公布计划',
  opened: '启动周期',
  drawn: '抽取',
  dispatched: '派发任务',
  visited: '实地检查',
  entered: '录入结果',
  returned: '退回结果',
  approved: '审核通过',
  shown: '渠道公示',
  ordered: '责令改正',
  reported: '报告整改',
  asked: '申请延期',
  decided: '答复延期',
  reinspected: '复查',
  referred: '移送',
  overdue: '逾期未办',
  closed: '周期办结',
  email: '邮件',
  sms: '短信',
} as const;

export type Happening = keyof typeof HAPPENINGS;

export interface RehearsedDay {
  readonly date: IsoDate;
  readonly counts: readonly { readonly kind: Happening; readonly name: string; readonly count: number }[];
}

const ORDER = Object.keys(HAPPENINGS) as Happening[];

/** Newest first: each day on which anything happened, counted from the facts. */
export const rehearsedDays = async (
  db: Kysely<Database>,
  authorityId: string,
  today: IsoDate,
): Promise<RehearsedDay[]> => {
  const late = await loadLateDays(db, authorityId, today);
  const owed = {
    dueOn: sql`d.due_on`,
    kind: sql`d.kind`,
    cycleId: sql`case d.subject_kind when 'cycle' then d.subject_id when 'task' then ${cycleOfTask(authorityId, sql`d.subject_id`)}
                   when 'order' then ${cycleOfTask(authorityId, sql`(select o.task_id from rectification_order o where (o.authority_id, o.id) = (d.authority_id, d.subject_id))`)} end`,
  };
  const day = (column: string) => sql`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date`;
  const { rows } = await sql<{ date: IsoDate; kind: Happening; count: number }>`
    with happened (date, kind) as (
      select ${day('published_at')}, 'published' from plan_version where authority_id = ${authorityId}
      union all select ${day('opened_at')}, 'opened' from cycle where authority_id = ${authorityId}
      union all select ${day('closed_at')}, 'closed' from cycle where authority_id = ${authorityId}
      union all select ${day('sealed_at')}, 'drawn' from draw where authority_id = ${authorityId}
      union all select ${day('dispatched_at')}, 'dispatched' from task where authority_id = ${authorityId}
      union all select visited_on, 'visited' from task where authority_id = ${authorityId}
      union all select ${day('entered_at')}, 'entered' from result where authority_id = ${authorityId}
      union all select ${day('reviewed_at')}, case state when 'returned' then 'returned' else 'approved' end
                  from result where authority_id = ${authorityId}
      union all select ${day('confirmed_at')}, 'shown' from publication_channel where authority_id = ${authorityId}
      union all select ${day('issued_at')}, 'ordered' from rectification_order where authority_id = ${authorityId}
      union all select reported_on, 'reported' from finding where authority_id = ${authorityId}
      union all select ${day('requested_at')}, 'asked' from extension
                 where authority_id = ${authorityId} and subject_kind = 'order'
      union all select ${day('decided_at')}, 'decided' from extension
                 where authority_id = ${authorityId} and subject_kind = 'order'
      union all select inspected_on, 'reinspected' from reinspection where authority_id = ${authorityId}
      union all select ${day('business_at')}, 'referred' from referral where authority_id = ${authorityId}
      union all select d.due_on + 1, 'overdue' from deadline d
                 where d.authority_id = ${authorityId} and d.dropped_reason is null and d.due_on < ${today}
                   and (d.met_on > d.due_on or (d.met_on is null and ${isOverdue(late, owed)}))
      union all select ${day('business_at')}, channel from message
                 where authority_id = ${authorityId} and state in ('sent', 'delivered') and digest_id is null
    )
    select date, kind, count(*)::int as count from happened where date is not null
     group by date, kind order by date desc`.execute(db);
  return [...Map.groupBy(rows, ({ date }) => date)].map(([date, ofDay]) => ({
    date,
    counts: ofDay
      .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
      .map(({ kind, count }) => ({ kind, name: HAPPENINGS[kind], count })),
  }));
};
