import { sql } from 'kysely';
import { rowsBeingEnlarged } from '../../db/draw/enlargements.ts';
import { addDays, type IsoDate } from '../../domain/calendar/dates.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import { requestNudge } from './engine-outbox.ts';
import type { Step } from './step.ts';

/**
 * The work of a task on its plan rows is over (visited, cancelled, replaced without a substitute). With the last task
 * of a row the row's work ends (抽查工作结束), and the publication deadlines of its results become final (R269).
 *
 * A row goes on where another task of it is open that nobody is ending just now. That task's item is held until our
 * commit, so whoever ends it sees ours ended and looks in turn: only the last of a row need wait for each other, and a
 * hundred visits of one row go on side by side. It is taken from the far end, for tasks are mostly visited in order.
 */
export const endRowWork = async (
  step: Step,
  task: { readonly id: string; readonly cycleId: string },
): Promise<void> => {
  const { trx, authorityId } = step;
  const { rows } = await sql<{ rowNumber: string; goesOn: boolean }>`
    with ended as (
      update task_item set work_open = false
       where authority_id = ${authorityId} and task_id = ${task.id} and work_open
      returning row_number)
    select ended.row_number, other.task_id is not null as goes_on
      from ended left join lateral (
        select i.task_id from task_item i
         where i.authority_id = ${authorityId} and i.cycle_id = ${task.cycleId} and i.row_number = ended.row_number
           and i.work_open and i.task_id <> ${task.id}
         order by i.task_id desc limit 1 for share skip locked) as other on true`.execute(trx);
  await endRowsIfDone(
    step,
    task.cycleId,
    rows.filter(({ goesOn }) => !goesOn).map(({ rowNumber }) => rowNumber),
  );
};

/**
 * Row by row in one order, each under its lock: of the last two tasks one sees the other done.
 * @param decidedOn the day on which it was decided that no further units come (the cycle is cancelled, their draw came
 * to nothing): a row that waited for them waits no more, and its work went on until then
 */
export const endRowsIfDone = async (
  step: Step,
  cycleId: string,
  rowNumbers: readonly string[],
  decidedOn?: IsoDate,
): Promise<void> => {
  for (const rowNumber of [...new Set(rowNumbers)].sort()) {
    await endRowIfDone(step, cycleId, rowNumber, decidedOn);
  }
};

/** The day of the last visit, or of the decision that there will be none (cancelled, nobody left to replace). */
const lastDayOfWork = async (
  { trx, authorityId, today }: Step,
  cycleId: string,
  rowNumber: string,
): Promise<IsoDate> => {
  const { rows } = await sql<{ last: IsoDate | null }>`
    select max(coalesce(t.visited_on, (t.ended_at at time zone 'Asia/Shanghai')::date, ${today}::date)) as last
      from task_item i join task t on (t.authority_id, t.id) = (i.authority_id, i.task_id)
     where i.authority_id = ${authorityId} and i.cycle_id = ${cycleId} and i.row_number = ${rowNumber}`.execute(
    trx,
  );
  return rows[0]?.last ?? today;
};

const endRowIfDone = async (
  step: Step,
  cycleId: string,
  rowNumber: string,
  decidedOn: IsoDate | undefined,
): Promise<void> => {
  const { trx, authorityId } = step;
  const row = await trx
    .selectFrom('cycleRow')
    .select('workEndedOn')
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('rowNumber', '=', rowNumber)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const open = await trx
    .selectFrom('taskItem')
    .select('taskId')
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('rowNumber', '=', rowNumber)
    .where('workOpen', '=', true)
    .limit(1)
    .executeTakeFirst();
  if (open !== undefined || row.workEndedOn !== null) return;
  const isHeld =
    decidedOn === undefined && (await rowsBeingEnlarged(trx, authorityId, cycleId)).includes(rowNumber);
  if (isHeld) return;
  const lastOn = await lastDayOfWork(step, cycleId, rowNumber);
  const endedOn = decidedOn !== undefined && decidedOn > lastOn ? decidedOn : lastOn;
  await trx
    .updateTable('cycleRow')
    .set({ workEndedOn: endedOn })
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('rowNumber', '=', rowNumber)
    .execute();
  await step.audit('cycle-row.work-ended', ['cycle', cycleId], { rowNumber, endedOn });
  await settlePublicationDeadlines(step, cycleId, rowNumber, endedOn);
};

/** Results of a row that are not shown yet. A correction or withdrawal, another part, is due by its own day. */
const owedByRow = (authorityId: string, cycleId: string, rowNumber: string) => sql`
  authority_id = ${authorityId} and subject_kind = 'publication' and kind = 'publication' and part = '1'
  and met_on is null and dropped_reason is null and subject_id in (
    select task_id from task_item
     where authority_id = ${authorityId} and cycle_id = ${cycleId} and row_number = ${rowNumber})`;

/**
 * What was only an upper bound, or later by another row, is due by the final date; within as many working days as
 * stood in the setting when it was opened. An upper bound that proves right is no new deadline: nobody is reminded of
 * it anew.
 */
const settlePublicationDeadlines = async (
  step: Step,
  cycleId: string,
  rowNumber: string,
  endedOn: IsoDate,
): Promise<void> => {
  const { trx, authorityId, calendar, today } = step;
  const owed = owedByRow(authorityId, cycleId, rowNumber);
  const { rows: rules } = await sql<{ workingDays: number }>`
    select distinct basis_working_days as working_days from deadline
     where ${owed} and basis_working_days is not null`.execute(trx);
  for (const { workingDays } of rules) {
    const due = addWorkingDays(calendar, endedOn, workingDays);
    const { rows: settled } = await sql<{ subjectId: string }>`
      update deadline
         set due_on = ${due.date}, upper_bound = false, provisional = ${due.provisional},
             version = case when due_on = ${due.date} then version else version + 1 end,
             reminded_through = case when due_on = ${due.date} then reminded_through else ${addDays(today, -1)}::date end,
             calendar_version = ${calendar.version}, basis_on = ${endedOn}
       where ${owed} and basis_working_days = ${workingDays} and (upper_bound or due_on > ${due.date})
      returning subject_id`.execute(trx);
    await requestNudge(
      trx,
      authorityId,
      'publication',
      settled.map(({ subjectId }) => `${subjectId}/1`),
    );
  }
};
