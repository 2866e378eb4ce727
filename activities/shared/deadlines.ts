import type { Selectable } from 'kysely';
import type { Deadline } from '../../db/types.ts';
import { addDays, type IsoDate, instantAt } from '../../domain/calendar/dates.ts';
import { addWorkingDays, firstWorkingDayOnOrAfter } from '../../domain/calendar/working-days.ts';
import type { DeadlineKind } from '../../domain/deadline/kinds.ts';
import { dueStage, type StageDate } from '../../domain/deadline/stages.ts';
import { dueWithin } from '../../domain/deadline/within-window.ts';
import type { Step } from './step.ts';

export interface DeadlineKey {
  readonly subjectKind: 'cycle' | 'draw' | 'task' | 'publication' | 'order';
  readonly subjectId: string;
  readonly kind: DeadlineKind;
  readonly part?: string;
}

export interface DeadlineBasis {
  readonly dueOn: IsoDate;
  readonly provisional: boolean;
  readonly upperBound?: boolean;
  /** From which day and over how many working days it was counted; absent for a date that a person chose. */
  readonly counted?: {
    readonly from: IsoDate;
    readonly workingDays: number;
    /** The last day of the window within which it falls, where one binds it. */
    readonly notAfter?: IsoDate;
  };
}

const keyed = ({ subjectKind, subjectId, kind, part = '' }: DeadlineKey) => ({
  subjectKind,
  subjectId,
  kind,
  part,
});

/** A deadline of so many working days from a day, by the calendar as it is known now. */
export const countedFrom = (step: Step, from: IsoDate, workingDays: number): DeadlineBasis => {
  const { date, provisional } = addWorkingDays(step.calendar, from, workingDays);
  return { dueOn: date, provisional, counted: { from, workingDays } };
};

/** The same, but within a window that is not over yet. */
export const countedWithin = (
  step: Step,
  from: IsoDate,
  workingDays: number,
  notAfter: IsoDate,
): DeadlineBasis => {
  const { date, provisional } = dueWithin(step.calendar, from, workingDays, notAfter);
  return { dueOn: date, provisional, counted: { from, workingDays, notAfter } };
};

/** The last day on which it is still in time: what falls on a day off is owed on the next working day. */
export const lastDayOf = ({ calendar }: Pick<Step, 'calendar'>, dueOn: IsoDate): IsoDate =>
  firstWorkingDayOnOrAfter(calendar, dueOn).date;

export const hasPassed = (step: Pick<Step, 'calendar' | 'today'>, dueOn: IsoDate): boolean =>
  step.today > lastDayOf(step, dueOn);

/** Opens a deadline; one that is open already stays as it is. */
export const openDeadline = async (step: Step, key: DeadlineKey, basis: DeadlineBasis): Promise<void> => {
  await step.trx
    .insertInto('deadline')
    .values({
      authorityId: step.authorityId,
      ...keyed(key),
      dueOn: basis.dueOn,
      provisional: basis.provisional,
      upperBound: basis.upperBound ?? false,
      calendarVersion: step.calendar.version,
      basisOn: basis.counted?.from ?? null,
      basisWorkingDays: basis.counted?.workingDays ?? null,
      notAfter: basis.counted?.notAfter ?? null,
      openedOn: step.today,
      // Whoever owes it hears of it now: a stage of this very day would say the same twice.
      remindedThrough: step.today,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** A new date: a new version, whose stages are reminded anew; what fell before today is over. */
export const moveDeadline = async (step: Step, key: DeadlineKey, basis: DeadlineBasis): Promise<void> => {
  await step.trx
    .updateTable('deadline')
    .set((row) => ({
      dueOn: basis.dueOn,
      version: row('version', '+', 1),
      provisional: basis.provisional,
      upperBound: basis.upperBound ?? false,
      calendarVersion: step.calendar.version,
      basisOn: basis.counted?.from ?? null,
      basisWorkingDays: basis.counted?.workingDays ?? null,
      notAfter: basis.counted?.notAfter ?? null,
      remindedThrough: addDays(step.today, -1),
    }))
    .where('authorityId', '=', step.authorityId)
    .where((row) => row.and(keyed(key)))
    .where('metOn', 'is', null)
    .where('droppedReason', 'is', null)
    .execute();
};

export const findDeadline = (step: Step, key: DeadlineKey): Promise<Selectable<Deadline> | undefined> =>
  step.trx
    .selectFrom('deadline')
    .selectAll()
    .where('authorityId', '=', step.authorityId)
    .where((row) => row.and(keyed(key)))
    .executeTakeFirst();

/** The one that is still owed of a kind, whatever its part. */
export const findOpenDeadline = (
  step: Step,
  { subjectKind, subjectId, kind }: Omit<DeadlineKey, 'part'>,
): Promise<Selectable<Deadline> | undefined> =>
  step.trx
    .selectFrom('deadline')
    .selectAll()
    .where('authorityId', '=', step.authorityId)
    .where((row) => row.and({ subjectKind, subjectId, kind }))
    .where('metOn', 'is', null)
    .where('droppedReason', 'is', null)
    .orderBy('dueOn')
    .limit(1)
    .executeTakeFirst();

/** What was owed is done, in time or late; how late stays visible for ever. */
export const meetDeadline = async (step: Step, key: DeadlineKey, on: IsoDate = step.today): Promise<void> => {
  await step.trx
    .updateTable('deadline')
    .set({ metOn: on })
    .where('authorityId', '=', step.authorityId)
    .where((row) => row.and(keyed(key)))
    .where('metOn', 'is', null)
    .where('droppedReason', 'is', null)
    .execute();
};

/**
 * Nothing is owed any more, for a reason (replaced, cancelled, referred).
 * @param only one kind and part of the subject's deadlines; all of them where absent
 */
export const dropDeadlines = async (
  step: Step,
  subject: Pick<DeadlineKey, 'subjectKind' | 'subjectId'>,
  reason: string,
  only?: Pick<DeadlineKey, 'kind' | 'part'>,
): Promise<void> => {
  let update = step.trx
    .updateTable('deadline')
    .set({ droppedReason: reason })
    .where('authorityId', '=', step.authorityId)
    .where('subjectKind', '=', subject.subjectKind)
    .where('subjectId', '=', subject.subjectId)
    .where('metOn', 'is', null)
    .where('droppedReason', 'is', null);
  if (only !== undefined) update = update.where('kind', '=', only.kind).where('part', '=', only.part ?? '');
  await update.execute();
};

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
    .selectAll()
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
