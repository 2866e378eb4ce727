import type { Selectable } from 'kysely';
import type { Cycle } from '../../db/types.ts';
import { type Instant, instantAt } from '../../domain/calendar/dates.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import { cycleNameOfId } from '../../domain/cycle/cycle-name.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Progress } from '../../workflows/shared/contract.ts';
import type { Step } from '../shared/step.ts';

export type CycleFacts = Selectable<Cycle>;

/**
 * Where a cycle stands; `tasksToStart`: the draw has made tasks whose workflows do not run yet, or a command changed
 * many whose workflows are not told yet.
 */
export interface CycleProgress extends Progress {
  readonly tasksToStart: boolean;
}

/** Reads a cycle and locks it until the step ends; undefined while it is not opened. */
export const findCycle = ({ trx, authorityId }: Step, cycleId: string): Promise<CycleFacts | undefined> =>
  trx
    .selectFrom('cycle')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', cycleId)
    .forUpdate()
    .executeTakeFirst();

/** @throws Refusal NotFound */
export const lockCycle = async (step: Step, cycleId: string): Promise<CycleFacts> => {
  const cycle = await findCycle(step, cycleId);
  if (cycle === undefined) throw new Refusal('NotFound', `没有${cycleNameOfId(cycleId)}，或该周期尚未启动`);
  return cycle;
};

export const setCycle = async (
  { trx, authorityId }: Step,
  cycleId: string,
  values: Partial<Omit<CycleFacts, 'authorityId' | 'id' | 'report'>>,
): Promise<void> => {
  await trx
    .updateTable('cycle')
    .set(values)
    .where('authorityId', '=', authorityId)
    .where('id', '=', cycleId)
    .execute();
};

/** The time of day of draws, on the cycle's draw day. */
export const drawInstant = ({ settings }: Step, { drawOn }: CycleFacts): Instant =>
  instantAt(drawOn, settings.draw.timeOfDay);

/** The next working day at the time of day of draws: when a waiting cycle looks again. */
export const nextLook = ({ calendar, settings, today }: Step): Instant =>
  instantAt(addWorkingDays(calendar, today, 1).date, settings.draw.timeOfDay);

const WEEK_MS = 7 * 86_400_000;

/** Between milestones the facts are looked at weekly. */
export const inAWeek = ({ at }: Step): Instant => new Date(Date.parse(at) + WEEK_MS).toISOString();

/** Instants are all of one shape, so text order is time order. */
export const earliest = (...instants: readonly (Instant | null)[]): Instant | null =>
  instants.reduce<Instant | null>(
    (first, instant) => (instant !== null && (first === null || instant < first) ? instant : first),
    null,
  );

export const ENDED_STATES: ReadonlySet<CycleFacts['state']> = new Set(['closed', 'not-drawn', 'cancelled']);

export const going = (state: string, wakeAt: Instant | null, tasksToStart = false): CycleProgress => ({
  state,
  ended: false,
  wakeAt,
  tasksToStart,
});

export const over = (state: string): CycleProgress => ({
  state,
  ended: true,
  wakeAt: null,
  tasksToStart: false,
});
