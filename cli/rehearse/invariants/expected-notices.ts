import { type RawBuilder, sql } from 'kysely';

/** A notice that so many messages over one channel must tell of, by the facts alone. */
export interface ExpectedNotice {
  readonly template: string;
  readonly audience: 'officer' | 'unit';
  readonly channel: 'email' | 'sms';
  readonly expected: number;
  readonly told: number;
}

/** The day in China of an instant, of the query's own columns. */
const dayOf = (instant: string): RawBuilder<string> =>
  sql`(${sql.ref(instant)} at time zone 'Asia/Shanghai')::date`;

/** Who holds a role on a day, and who stands in for one of them (代理人): each is told. */
const holders = (authorityId: string, role: string, instant: string): RawBuilder<number> => sql`
  (with held as (
     select o.id from officer_role r join officer o on (o.authority_id, o.id) = (r.authority_id, r.officer_id)
      where r.authority_id = ${authorityId} and r.role = ${role} and o.active)
   select count(*) from (
     select id from held
     union select s.id from held join deputy d on d.authority_id = ${authorityId} and d.officer_id = held.id and d.role = ${role}
       join officer s on s.authority_id = d.authority_id and s.id = d.deputy_id and s.active
      where ${dayOf(instant)} between d.from_on and d.to_on) whom)`;

/** A task's team on a day, by whichever of its members, and who stands in for one of them as an inspector. */
const team = (
  authorityId: string,
  task: string,
  instant: string,
  members: RawBuilder<boolean>,
): RawBuilder<number> => sql`
  (with member as (
     select m.officer_id as id from team_member m
      where m.authority_id = ${authorityId} and m.task_id = ${sql.ref(task)} and ${members})
   select count(*) from (
     select id from member
     union select d.deputy_id from member join deputy d on d.authority_id = ${authorityId} and d.officer_id = member.id
       and d.role = 'inspector' and ${dayOf(instant)} between d.from_on and d.to_on) whom)`;

/** Seats change hands later: the first revision was dispatched. */
const FIRST = sql<boolean>`m.revision = (select min(f.revision) from team_member f
  where (f.authority_id, f.task_id, f.slot) = (m.authority_id, m.task_id, m.slot))`;
const NOW = sql<boolean>`m.state = 'assigned'`;

/**
 * Notice by notice, how many there must be, counted from tasks, results, publications, orders and what befell them, and
 * how many there are. Nothing of it is counted from messages but `told`.
 */
export const expectedNotices = (authorityId: string): RawBuilder<ExpectedNotice> => sql<ExpectedNotice>`
  with of_task as (select * from task where authority_id = ${authorityId}),
  of_order as (select o.*, t.id as of_task from rectification_order o
                 join of_task t on t.id = o.task_id where o.authority_id = ${authorityId}),
  expectation (template, audience, sms_too, expected) as (
    select 'cycle.opened', 'officer', true, coalesce(sum(${holders(authorityId, 'office', 'cycle.opened_at')}), 0)
      from cycle where authority_id = ${authorityId}
    union all select 'task.dispatched', 'officer', true,
        coalesce(sum(${team(authorityId, 't.id', 't.dispatched_at', FIRST)}), 0)
      from of_task t where t.dispatched_at is not null and t.announced
    union all select 'task.announced', 'unit', true, count(*)
      from of_task where dispatched_at is not null and announced
    union all select 'task.team-changed', 'unit', true, count(*)
      from audit_event e join of_task t on t.id = e.subject_id
      join deadline d on d.authority_id = t.authority_id and d.subject_kind = 'task' and d.subject_id = t.id and d.kind = 'visit'
     where e.authority_id = ${authorityId} and e.action in ('task.recused', 'task.reassigned') and t.announced
    union all select 'result.to-review', 'officer', false, coalesce(sum(${holders(authorityId, 'reviewer', 'e.business_at')}), 0)
      from audit_event e where e.authority_id = ${authorityId} and e.action in ('result.entered', 'result.corrected')
    union all select 'result.returned', 'officer', true,
        coalesce(sum(${team(authorityId, 'e.subject_id', 'e.business_at', NOW)}), 0)
      from audit_event e where e.authority_id = ${authorityId} and e.action = 'result.returned'
    union all select 'publication.to-approve', 'officer', false, coalesce(sum(case e.data ->> 'approver'
        when 'supervisor' then ${holders(authorityId, 'supervisor', 'e.business_at')}
        else ${holders(authorityId, 'approver', 'e.business_at')} end), 0)
      from audit_event e where e.authority_id = ${authorityId} and e.action = 'publication.due' and e.data ? 'approver'
    union all select 'publication.due', 'officer', false, coalesce(sum(${holders(authorityId, 'publisher', 'e.business_at')}), 0)
      from audit_event e where e.authority_id = ${authorityId}
       and ((e.action = 'publication.due' and not e.data ? 'approver') or e.action = 'publication.approved')
    union all select 'publication.confirmed', 'unit', true, count(*)
      from publication where authority_id = ${authorityId} and kind = 'result' and state = 'confirmed'
    union all select 'order.issued', 'unit', true, count(*) from of_order
    union all select 'order.closed', 'unit', true, count(*) from of_order where state in ('rectified', 'closed')
    union all select 'order.reinspected', 'unit', true, count(*)
      from reinspection r join of_order o on o.id = r.order_id where r.authority_id = ${authorityId}
    union all select 'order.referred', 'unit', true, count(*)
      from referral where authority_id = ${authorityId} and order_id is not null
    union all select 'order.referred', 'officer', true, coalesce(sum(${holders(authorityId, 'office', 'r.business_at')}), 0)
      from referral r where r.authority_id = ${authorityId} and r.order_id is not null
    union all select 'order.extension-requested', 'officer', true, coalesce(sum(${holders(authorityId, 'approver', 'x.requested_at')}), 0)
      from extension x where x.authority_id = ${authorityId} and x.subject_kind = 'order'
    union all select 'order.extension-decided', 'unit', true, count(*)
      from extension where authority_id = ${authorityId} and subject_kind = 'order' and decision is not null
  )
  select e.template, e.audience, channel,
         case when channel = 'email' or e.sms_too then e.expected else 0 end::int as expected,
         (select count(*) from message m where m.authority_id = ${authorityId} and m.template = e.template
             and m.recipient_kind = e.audience and m.channel = c.channel and m.copy_to = ''
             and m.resend_of is null)::int as told
    from expectation e cross join unnest(array['email', 'sms']) as c(channel)
   order by e.template, e.audience, channel`;
