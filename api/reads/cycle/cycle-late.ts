import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { isHiddenTask } from '../../../db/draw/secrecy.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import type { DeadlineKind } from '../../../domain/deadline/kinds.ts';
import { daysLate, isOverdue, loadLateDays } from '../late-days.ts';
import { openDeadlines } from '../open-deadlines.ts';

/** Who is late with what in a cycle: a person of the team, whoever holds a role, or the unit itself. */
export interface LateOwner {
  readonly kind: DeadlineKind;
  readonly owner: 'officer' | 'reviewer' | 'publisher' | 'approver' | 'unit';
  /** Of an officer or a unit; null where whoever holds the role owes it. */
  readonly ownerId: string | null;
  readonly name: string | null;
  readonly sectionName: string | null;
  readonly tasks: number;
  readonly earliestDueOn: IsoDate;
  readonly workingDaysLate: number;
}

/** Lines that a board bears; who is latest comes first. */
const MOST = 100;

interface Asked {
  readonly cycleId: string;
  /** Today, by the business clock. */
  readonly on: IsoDate;
  /** Who asks: of a list that is still secret he sees his own visits alone. */
  readonly officerId: string;
}

/** Whom a duty waits for; a rectification is the unit's own. */
const OWNERS = sql`(values ('visit','officer'), ('entry','officer'), ('reinspection','officer'), ('review','reviewer'),
  ('publication','publisher'), ('referral','approver'), ('rectification','unit')) as duty (kind, owner)`;

/** What of a cycle is overdue by whom, latest first; every member of a team owes what the team owes [R259]. */
export const lateOwners = async (
  db: Kysely<Database>,
  authorityId: string,
  { cycleId, on, officerId }: Asked,
): Promise<LateOwner[]> => {
  const late = await loadLateDays(db, authorityId, on);
  const owed = { dueOn: sql`owed.due_on`, kind: sql`owed.kind`, cycleId: sql`t.cycle_id` };
  const { rows } = await sql<Omit<LateOwner, 'workingDaysLate'>>`
    with late as materialized (
      select owed.task_id, owed.kind, owed.due_on, t.unit_id, duty.owner
        from (${openDeadlines(authorityId)}) owed
        join task t on t.authority_id = ${authorityId} and t.id = owed.task_id
        join ${OWNERS} on duty.kind = owed.kind
       where t.cycle_id = ${cycleId} and ${isOverdue(late, owed)}
         and not ${isHiddenTask(authorityId, officerId, 't')}),
    owing as (
      select late.*, m.officer_id as owner_id, o.name, s.name as section_name
        from late
        join team_member m on (m.authority_id, m.task_id, m.state) = (${authorityId}, late.task_id, 'assigned')
        join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id)
        left join section s on (s.authority_id, s.id) = (o.authority_id, o.section_id)
       where late.owner = 'officer'
      union all
      select late.*, u.id, u.name, null from late
        join unit u on (u.authority_id, u.id) = (${authorityId}, late.unit_id) where late.owner = 'unit'
      union all
      select late.*, null, null, null from late where late.owner in ('reviewer','publisher','approver'))
    select kind, owner, owner_id, name, section_name, count(distinct task_id)::int as tasks,
           min(due_on) as earliest_due_on
      from owing group by kind, owner, owner_id, name, section_name
     order by earliest_due_on, tasks desc, kind, owner_id limit ${MOST}`.execute(db);
  return rows.map((row) => ({
    ...row,
    workingDaysLate: daysLate(late, { cycleId, kind: row.kind, dueOn: row.earliestDueOn }),
  }));
};
