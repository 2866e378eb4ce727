import { type RawBuilder, sql } from 'kysely';
import { isHiddenTask } from '../../../db/draw/secrecy.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import type { WorkingCalendar } from '../../../domain/calendar/working-calendar.ts';
import { daysOff } from '../days-off.ts';

export interface YearAsked {
  readonly authorityId: string;
  readonly year: number;
  /** Today, by the business clock. */
  readonly on: IsoDate;
  /** Who asks: of a list that is still secret he sees his own visits alone where people are told by name. */
  readonly officerId: string;
  readonly calendar: WorkingCalendar;
}

/**
 * One row for each task of a year that is to be carried out (递补 and 取消 left out): `authority_id, id, cycle_id,
 * unit_area, unit_risk_class, hidden, inspected, shown_on, due_on, last_day`. Inspected: the visit is over. Shown: proved on
 * every channel for the first time. Parts of a `with`.
 */
export const taskFacts = ({ authorityId, year, officerId, calendar }: YearAsked): RawBuilder<unknown> => sql`
    ${daysOff(calendar, { from: year, to: year })},
    shown as (select p.task_id, min(p.confirmed_on) as shown_on
                from publication p where p.authority_id = ${authorityId} and p.confirmed_on is not null group by p.task_id),
    facts as materialized (
      select t.authority_id, t.id, t.cycle_id, t.unit_area, t.unit_risk_class, ${isHiddenTask(authorityId, officerId, 't')} as hidden,
             t.visited_on is not null as inspected, shown.shown_on, d.due_on, coalesce(o.last_day, d.due_on) as last_day
        from task t
        join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
        left join shown on shown.task_id = t.id
        left join deadline d on (d.authority_id, d.subject_kind, d.subject_id, d.kind, d.part)
                              = (t.authority_id, 'publication', t.id, 'publication', '1')
        left join day_off o on o.due_on = d.due_on
       where t.authority_id = ${authorityId} and c.year = ${year}
         and (t.end_kind is null or t.end_kind = 'published')),
    found as (
      select f.task_id, coalesce(f.item_id, '') as item_id, count(*)::int as findings,
             count(*) filter (where f.order_id is not null and f.state <> 'waived')::int as ordered,
             count(*) filter (where f.order_id is not null and f.state = 'rectified')::int as rectified,
             count(*) filter (where f.order_id is not null and f.state = 'open')::int as open
        from finding f join facts on facts.id = f.task_id
       where f.authority_id = ${authorityId} and f.state <> 'withdrawn'
       group by grouping sets ((f.task_id), (f.task_id, f.item_id)))`;
