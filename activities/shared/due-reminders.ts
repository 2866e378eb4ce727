import type { Selectable } from 'kysely';
import type { Deadline } from '../../db/types.ts';
import { addDays, type IsoDate, instantAt } from '../../domain/calendar/dates.ts';
import { dueStage, type StageDate } from '../../domain/deadline/stages.ts';
import { DEADLINE_COLUMNS, type DeadlineKey, keyed } from './deadlines.ts';
import type { Step } from './step.ts';

export interface DueReminder {
  readonly deadline: Selectable<Deadline>;
  readonly stage: StageDate;
  /** The day of the next stage; null at the ladder's end. */
  readonly nextStageOn: IsoDate | null;
}

/**
 * The reminders of a subject that are due now, each marked as dealt with, and when the next one is.
 * Reminders go out from the authority's time of day on; a step earlier in the day leaves them for then.
 */
export const takeDueReminders = async (
  step: Step,
  subject: Pick<DeadlineKey, 'subjectKind' | 'subjectId'>,
  isPaused: () => Promise<boolean>,
): Promise<{ due: DueReminder[]; nextWakeAt: string | null }> => {
  const open = await step.trx
    .selectFrom('deadline')
    .select(DEADLINE_COLUMNS)
    .where('authorityId', '=', step.authorityId)
    .where('subjectKind', '=', subject.subjectKind)
    .where('subjectId', '=', subject.subjectId)
    .where('metOn', 'is', null)
    .where('droppedReason', 'is', null)
    .orderBy('dueOn')
    .execute();
  const { reminderTimeOfDay, ladders } = step.settings;
  const begun = step.at >= instantAt(step.today, reminderTimeOfDay);
  const on = begun ? step.today : addDays(step.today, -1);
  const due: DueReminder[] = [];
  let next: IsoDate | null = null;
  for (const deadline of open) {
    const { due: stage, nextStageOn } = dueStage(ladders[deadline.kind], deadline.dueOn, step.calendar, {
      on,
      remindedThrough: deadline.remindedThrough,
      createdOn: deadline.openedOn,
    });
    if (nextStageOn !== null && (next === null || nextStageOn < next)) next = nextStageOn;
    if (stage === null || (await isPaused())) continue;
    due.push({ deadline, stage, nextStageOn });
    await step.trx
      .updateTable('deadline')
      .set({ remindedThrough: on })
      .where('authorityId', '=', step.authorityId)
      .where((row) => row.and(keyed(deadline)))
      .execute();
  }
  return { due, nextWakeAt: next === null ? null : instantAt(next, reminderTimeOfDay) };
};
