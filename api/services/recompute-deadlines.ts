import { sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { loadCalendar } from '../../db/holidays.ts';
import { addDays, type IsoDate } from '../../domain/calendar/dates.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';

interface Group {
  readonly dueOn: IsoDate;
  readonly provisional: boolean;
  readonly basisOn: IsoDate;
  readonly basisWorkingDays: number;
}

/** Open deadlines that were counted, by what they were counted from: many rows, few groups. */
const openGroups = async (trx: Transaction<Database>, authorityId: string): Promise<Group[]> => {
  const { rows } = await sql<Group>`
    select distinct due_on, provisional, basis_on, basis_working_days from deadline
     where authority_id = ${authorityId} and met_on is null and dropped_reason is null
       and basis_on is not null and basis_working_days is not null
     order by basis_on, basis_working_days`.execute(trx);
  return rows;
};

/** A subject whose deadline came nearer looks at the facts now; the others find the change when they wake. */
const nudge = async (
  trx: Transaction<Database>,
  authorityId: string,
  subjectIds: readonly string[],
): Promise<void> => {
  await sql`
    update workflow_progress set nudges_requested = nudges_requested + 1
     where authority_id = ${authorityId} and not ended and subject_id = any(${[...subjectIds]}::text[])`.execute(
    trx,
  );
};

/**
 * Counts every open deadline anew by the calendar as it is now: rows change, workflows do not. A day that moves is a
 * new version, reminded anew; a day that stays but is no longer provisional only loses that mark.
 *
 * @param today stages before this day are over and not caught up
 * @returns how many deadlines moved
 */
export const recomputeDeadlines = async (
  trx: Transaction<Database>,
  authorityId: string,
  today: IsoDate,
): Promise<number> => {
  const calendar = await loadCalendar(trx, authorityId);
  let moved = 0;
  for (const { dueOn, provisional, basisOn, basisWorkingDays } of await openGroups(trx, authorityId)) {
    const due = addWorkingDays(calendar, basisOn, basisWorkingDays);
    if (due.date === dueOn && due.provisional === provisional) continue;
    const moves = due.date !== dueOn;
    const { rows } = await sql<{ subjectId: string }>`
      update deadline
         set due_on = ${due.date}, provisional = ${due.provisional}, calendar_version = ${calendar.version},
             version = version + ${moves ? 1 : 0},
             reminded_through = case when ${moves} then ${addDays(today, -1)}::date else reminded_through end
       where authority_id = ${authorityId} and met_on is null and dropped_reason is null
         and due_on = ${dueOn} and provisional = ${provisional}
         and basis_on = ${basisOn} and basis_working_days = ${basisWorkingDays}
      returning subject_id`.execute(trx);
    if (!moves) continue;
    moved += rows.length;
    if (due.date < dueOn)
      await nudge(
        trx,
        authorityId,
        rows.map(({ subjectId }) => subjectId),
      );
  }
  return moved;
};
