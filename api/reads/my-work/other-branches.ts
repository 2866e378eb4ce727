import { type RawBuilder, sql } from 'kysely';
import { cycleOfTask } from '../late-days.ts';
import type { WorkAsked } from './asked.ts';
import type { Branch } from './branches.ts';
import { planImport, statement } from './questions.ts';
import { NO_DAY, undated } from './undated.ts';

const OPEN = sql`d.met_on is null and d.dropped_reason is null`;

/** The cycle of a draw, with which what is owed of it stands still; an announcement's round comes anyway. */
export const cycleOfDraw = (authorityId: string, drawId: RawBuilder<unknown>, part: RawBuilder<unknown>) =>
  sql`(select w.cycle_id from draw w where (w.authority_id, w.id) = (${authorityId}, ${drawId}) and ${part} <> 'announcement')`;

const ofDraw = ({ authorityId, officerId }: WorkAsked): readonly Branch[] => [
  {
    kinds: ['draw-due'],
    roles: ['drawer', 'office'],
    dueOn: sql`d.due_on`,
    cycleId: sql`d.subject_id`,
    query: sql`
      select 'draw-due'::text as kind, d.subject_kind, d.subject_id, d.part, d.due_on, d.provisional,
             null::text as task_id, null::text as detail
        from deadline d
       where d.authority_id = ${authorityId} and d.subject_kind = 'cycle' and d.kind = 'draw' and ${OPEN}`,
  },
  {
    kinds: ['draw-signing'],
    roles: ['drawer', 'supervisor'],
    dueOn: sql`d.due_on`,
    cycleId: cycleOfDraw(authorityId, sql`d.subject_id`, sql`d.part`),
    query: sql`
      select 'draw-signing'::text as kind, d.subject_kind, d.subject_id, d.part, d.due_on, d.provisional,
             null::text as task_id,
             case when d.part = 'announcement' then '抽取公告' when d.part = 'receipt' then '抽取回执' else '抽取后的事件' end as detail
        from deadline d
       where d.authority_id = ${authorityId} and d.subject_kind = 'draw' and d.kind = 'signing' and ${OPEN}
         and not exists (select from draw_signature s where (s.authority_id, s.draw_id, s.document, s.officer_id)
                                                          = (d.authority_id, d.subject_id, d.part, ${officerId}))`,
  },
  {
    kinds: ['draw-sign-off'],
    roles: ['witness'],
    dueOn: sql`d.due_on`,
    cycleId: cycleOfDraw(authorityId, sql`d.subject_id`, sql`d.part`),
    query: sql`
      select 'draw-sign-off'::text as kind, d.subject_kind, d.subject_id, d.part, d.due_on, d.provisional,
             null::text as task_id, null::text as detail
        from deadline d
       where d.authority_id = ${authorityId} and d.subject_kind = 'draw' and d.kind = 'sign-off' and ${OPEN}`,
  },
  {
    kinds: ['draw-dice'],
    roles: ['drawer', 'office'],
    dueOn: NO_DAY,
    query: sql`
      select ${undated('draw-dice', 'draw', sql`w.id`, sql`w.waiting_for`)}
        from draw w
       where w.authority_id = ${authorityId} and w.state in ('locked','waiting') and not w.rehearsal
         and jsonb_path_exists(w.announcement, '$.sources[*] ? (@.kind == "dice")')
         and not exists (select from draw_source_proof p
                          where (p.authority_id, p.draw_id, p.kind) = (w.authority_id, w.id, 'dice'))`,
  },
  {
    kinds: ['enlargement'],
    roles: ['approver'],
    dueOn: NO_DAY,
    query: sql`
      select 'enlargement'::text as kind, 'cycle'::text as subject_kind, x.cycle_id as subject_id, x.id as part,
             null::date as due_on, false as provisional, null::text as task_id,
             '计划行 ' || x.row_number || ' 增抽 ' || x.additional || ' 个：' || x.reason as detail
        from draw_enlargement x join cycle c on (c.authority_id, c.id) = (x.authority_id, x.cycle_id)
       where x.authority_id = ${authorityId} and x.decision is null and c.state = 'running'
         and x.requested_by <> ${officerId}`,
  },
  {
    kinds: ['cycle-waiting'],
    roles: ['office'],
    dueOn: sql`c.draw_latest_on`,
    cycleId: sql`c.id`,
    query: sql`
      select 'cycle-waiting'::text as kind, 'cycle'::text as subject_kind, c.id as subject_id, ''::text as part,
             c.draw_latest_on as due_on, false as provisional, null::text as task_id, c.waiting_for as detail
        from cycle c
       where c.authority_id = ${authorityId} and c.state = 'waiting'`,
  },
];

/** Nobody reviews or approves what he drafted himself (R281). */
const ofPlan = ({ authorityId, officerId }: WorkAsked): readonly Branch[] =>
  (
    [
      ['plan-review', 'draft', ['reviewer', 'chief']],
      ['plan-approve', 'reviewed', ['approver']],
      ['plan-publish', 'approved', ['publisher']],
    ] as const
  ).map(([kind, state, roles]) => ({
    ...{ kinds: [kind], roles, dueOn: NO_DAY },
    query: sql`
      select ${undated(kind, 'plan', sql`v.year || '-' || v.version`, sql`v.year || ' 年度，第 ' || v.version || ' 版'`)}
        from plan_version v
       where v.authority_id = ${authorityId} and v.state = ${sql.lit(state)}
         ${kind === 'plan-publish' ? sql`` : sql`and v.drafted_by <> ${officerId}`}`,
  }));

const ofMessages = ({ authorityId, officerId }: WorkAsked): readonly Branch[] => [
  {
    kinds: ['text-approve'],
    roles: ['approver'],
    dueOn: NO_DAY,
    query: sql`
      select ${undated('text-approve', 'notice-text', sql`x.notice || '/' || x.version`, sql`x.title`)}
        from notice_text x
       where x.authority_id = ${authorityId} and x.state = 'draft' and x.drafted_by <> ${officerId}`,
  },
  {
    kinds: ['campaign-approve'],
    roles: ['approver'],
    dueOn: NO_DAY,
    query: sql`
      select ${undated('campaign-approve', 'campaign', sql`x.id`, sql`x.name`)}
        from campaign x
       where x.authority_id = ${authorityId} and x.kind = 'office' and x.approved_at is null and x.cancelled_at is null
         and x.created_by <> ${officerId}`,
  },
  {
    kinds: ['message-unknown'],
    roles: ['office', 'admin'],
    dueOn: NO_DAY,
    query: sql`
      select ${undated('message-unknown', 'message', sql`x.id`, sql`'致' || case x.recipient_kind when 'unit' then '检查对象' else '工作人员' end || '，' || case x.channel when 'sms' then '短信' else '邮件' end`)}
        from message x
       where x.authority_id = ${authorityId} and x.state = 'unknown'`,
  },
  {
    kinds: ['feedback'],
    roles: ['office', 'supervisor'],
    dueOn: NO_DAY,
    query: sql`
      select ${undated('feedback', 'feedback', sql`f.id`, sql`left(f.text, 60)`)}
        from feedback f
       where f.authority_id = ${authorityId}
         and not exists (select from feedback_answer a where (a.authority_id, a.feedback_id) = (f.authority_id, f.id))`,
  },
];

const extension = ({ authorityId, officerId }: WorkAsked): Branch => ({
  kinds: ['extension'],
  roles: ['approver'],
  // The part of an order's extension is the day that is asked to move.
  dueOn: sql`x.part::date`,
  cycleId: cycleOfTask(authorityId, sql`o.task_id`),
  query: sql`
    select 'extension'::text as kind, x.subject_kind, x.subject_id, x.id as part, x.part::date as due_on,
           false as provisional, o.task_id, '申请延至 ' || x.new_due_on || '：' || left(x.request_reason, 60) as detail
      from extension x join rectification_order o on (o.authority_id, o.id) = (x.authority_id, x.subject_id)
     where x.authority_id = ${authorityId} and x.subject_kind = 'order' and x.decision is null
       and x.requested_by <> ${officerId}`,
});

/** What no deadline stands for: decisions that wait for somebody. */
export const otherBranches = (asked: WorkAsked): readonly Branch[] => [
  extension(asked),
  statement(asked),
  planImport(asked),
  ...ofDraw(asked),
  ...ofPlan(asked),
  ...ofMessages(asked),
];
