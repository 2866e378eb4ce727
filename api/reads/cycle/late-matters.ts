import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { isHiddenTask } from '../../../db/draw/secrecy.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import type { DeadlineKind } from '../../../domain/deadline/kinds.ts';
import { daysLate, loadLateDays } from '../late-days.ts';

/** A matter that was done after its last day, or is not done though its last day is over. */
export interface LateMatter {
  readonly taskId: string;
  readonly unitId: string;
  readonly unitName: string;
  /** Sections (科室) of the team that inspects; empty where its officers belong to none. */
  readonly sections: string[];
  readonly kind: DeadlineKind;
  readonly dueOn: IsoDate;
  /** Null while it is still owed. */
  readonly doneOn: IsoDate | null;
  readonly workingDaysLate: number;
  /** Re-inspections of its order at which something was still wrong; 0 for what is no rectification. */
  readonly failedRounds: number;
}

export interface LateCount {
  readonly name: string;
  readonly late: number;
  /** Of these still owed. */
  readonly open: number;
}

export interface LateMatters {
  readonly matters: LateMatter[];
  readonly bySection: LateCount[];
  readonly byUnit: LateCount[];
}

interface Asked {
  readonly year: number;
  /** Today, by the business clock. */
  readonly on: IsoDate;
  /** Who asks: of a list that is still secret he sees his own visits alone. */
  readonly officerId: string;
}

type Candidate = Omit<LateMatter, 'workingDaysLate'> & { readonly cycleId: string };

/** What was due before the day it was done; weekends and holidays are taken off by the calendar afterwards. */
const candidates = async (
  db: Kysely<Database>,
  authorityId: string,
  { year, on, officerId }: Asked,
): Promise<Candidate[]> => {
  const { rows } = await sql<Candidate>`
    with owed as (
      select d.subject_id as task_id, null::text as order_id, d.kind, d.due_on, d.met_on
        from deadline d
       where d.authority_id = ${authorityId} and d.subject_kind = 'task' and d.dropped_reason is null
      union all
      select p.task_id, null, d.kind, d.due_on, d.met_on
        from deadline d
        join publication p on (p.authority_id, p.id, p.revision::text) = (d.authority_id, d.subject_id, d.part)
       where d.authority_id = ${authorityId} and d.subject_kind = 'publication' and d.dropped_reason is null
      union all
      select o.task_id, o.id, d.kind, d.due_on, d.met_on
        from deadline d
        join rectification_order o on (o.authority_id, o.id) = (d.authority_id, d.subject_id)
       where d.authority_id = ${authorityId} and d.subject_kind = 'order' and d.dropped_reason is null)
    select t.id as task_id, t.cycle_id, u.id as unit_id, u.name as unit_name, owed.kind, owed.due_on, owed.met_on as done_on,
           array(select distinct s.name from team_member m
                   join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id)
                   join section s on (s.authority_id, s.id) = (o.authority_id, o.section_id)
                  where (m.authority_id, m.task_id, m.state) = (t.authority_id, t.id, 'assigned') order by 1) as sections,
           (select count(*)::int from reinspection r
             where (r.authority_id, r.order_id) = (t.authority_id, owed.order_id)
               and jsonb_path_exists(r.outcomes, '$[*] ? (@.outcome == "not-rectified")')) as failed_rounds
      from owed
      join task t on t.authority_id = ${authorityId} and t.id = owed.task_id
      join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
     where c.year = ${year} and owed.due_on < coalesce(owed.met_on, ${on}::date)
       and not ${isHiddenTask(authorityId, officerId, 't')}
     order by owed.due_on, t.id, owed.kind`.execute(db);
  return rows;
};

const countBy = (
  matters: readonly LateMatter[],
  namesOf: (matter: LateMatter) => readonly string[],
): LateCount[] => {
  const counts = new Map<string, { late: number; open: number }>();
  for (const matter of matters) {
    for (const name of namesOf(matter)) {
      const count = counts.get(name) ?? { late: 0, open: 0 };
      count.late += 1;
      if (matter.doneOn === null) count.open += 1;
      counts.set(name, count);
    }
  }
  return [...counts]
    .map(([name, count]) => ({ name, ...count }))
    .sort((a, b) => b.open - a.open || b.late - a.late || a.name.localeCompare(b.name, 'zh-CN'));
};

/**
 * What of a year was done late or is overdue, earliest first, with how late in working days, and how much of it lies
 * with which section and which unit: what a circular on slow and poor work (督办通报) is written from [R30].
 */
export const lateMatters = async (
  db: Kysely<Database>,
  authorityId: string,
  asked: Asked,
): Promise<LateMatters> => {
  const late = await loadLateDays(db, authorityId, asked.on);
  const matters = (await candidates(db, authorityId, asked)).flatMap(
    ({ cycleId, ...matter }): LateMatter[] => {
      const workingDaysLate = daysLate(late, { cycleId, ...matter });
      return workingDaysLate > 0 ? [{ ...matter, workingDaysLate }] : [];
    },
  );
  return {
    matters,
    bySection: countBy(matters, ({ sections }) => sections),
    byUnit: countBy(matters, ({ unitName }) => [unitName]),
  };
};
