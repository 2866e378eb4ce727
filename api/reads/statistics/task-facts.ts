import { type RawBuilder, sql } from 'kysely';
import { isHiddenTask } from '../../../db/draw/secrecy.ts';
import { addDays, type IsoDate } from '../../../domain/calendar/dates.ts';
import type { WorkingCalendar } from '../../../domain/calendar/working-calendar.ts';
import { firstWorkingDayOnOrAfter } from '../../../domain/calendar/working-days.ts';

export interface YearAsked {
  readonly authorityId: string;
  readonly year: number;
  /** Today, by the business clock. */
  readonly on: IsoDate;
  /** Who asks: of a list that is still secret he sees his own visits alone where people are told by name. */
  readonly officerId: string;
  readonly calendar: WorkingCalendar;
}

/** Days off on which something may be due: the day off, and the working day on which it is still in time. */
const daysOff = (calendar: WorkingCalendar, year: number): { from: IsoDate[]; to: IsoDate[] } => {
  const from: IsoDate[] = [];
  const to: IsoDate[] = [];
  // Results of a year's last window are due in the next.
  for (let day = `${year}-01-01`; day < `${year + 2}-01-01`; day = addDays(day, 1)) {
    const last = firstWorkingDayOnOrAfter(calendar, day).date;
    if (last !== day) {
      from.push(day);
      to.push(last);
    }
  }
  return { from, to };
};

/**
 * One row for each task of a year that is to be carried out (递补 and 取消 left out): `authority_id, id, cycle_id,
 * unit_area, unit_risk_class, hidden, inspected, shown_on, due_on, last_day`. Inspected: the visit is over. Shown: proved on
 * every channel for the first time. Parts of a `with`.
 */
export const taskFacts = ({ authorityId, year, officerId, calendar }: YearAsked): RawBuilder<unknown> => {
  const { from, to } = daysOff(calendar, year);
  return sql`
    day_off as (select * from unnest(${from}::date[], ${to}::date[]) as d(due_on, last_day)),
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
};
