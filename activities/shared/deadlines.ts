import type { Selectable } from 'kysely';
import type { Deadline } from '../../db/types.ts';
import { addDays, type IsoDate } from '../../domain/calendar/dates.ts';
import type { DeadlineKind } from '../../domain/deadline/kinds.ts';
import type { DeadlineBasis } from './deadline-dates.ts';
import type { Step } from './step.ts';

export interface DeadlineKey {
  readonly subjectKind: 'cycle' | 'draw' | 'task' | 'publication' | 'order';
  readonly subjectId: string;
  readonly kind: DeadlineKind;
  readonly part?: string;
}

/** By name: a statement whose plan is kept must not change with its table. */
export const DEADLINE_COLUMNS = [
  ...([
    'authorityId',
    'subjectKind',
    'subjectId',
    'kind',
    'part',
    'dueOn',
    'version',
    'provisional',
  ] as const),
  ...(['upperBound', 'calendarVersion', 'basisOn', 'basisWorkingDays', 'notAfter', 'openedOn'] as const),
  ...(['remindedThrough', 'metOn', 'droppedReason'] as const),
] as const satisfies readonly (keyof Deadline)[];

/** As the row's key names it. */
export const keyed = ({ subjectKind, subjectId, kind, part = '' }: DeadlineKey) => ({
  subjectKind,
  subjectId,
  kind,
  part,
});

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
    .select(DEADLINE_COLUMNS)
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
    .select(DEADLINE_COLUMNS)
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
