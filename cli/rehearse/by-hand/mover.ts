import { FIRING_TIME, rehearsalEvents } from '../../../api/services/rehearsal-events.ts';
import type { RehearsalClock, RehearsalStep } from '../../../api/services/rehearsal-room.ts';
import { sealAllAudit } from '../../../db/audit/seal-audit.ts';
import { addDays, dateAt, daysBetween } from '../../../domain/calendar/dates.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { atMs, createWalk, type WalkOptions } from './walk.ts';

export interface MoverOptions extends WalkOptions {
  readonly year: number;
  /** Messages that the step caused are out. */
  readonly messagesOut: () => Promise<void>;
  /** Told by how much time has leapt, each time it stands again. */
  readonly onLeap: (byMs: number) => Promise<void>;
}

/** Moves the rehearsed time, one step at a time. */
export interface Mover {
  clock(): Promise<RehearsalClock>;
  move(step: RehearsalStep, withOthers: boolean): Promise<void>;
  playOthers(): Promise<void>;
  settled(withinMs: number): Promise<boolean>;
}

/** A year and its rectifications; farther nothing of it is left. */
const LONGEST_STEP_DAYS = 550;

/** Where a step leads. @throws Refusal InvalidInput, WrongState */
const targetOf = async (
  { server, db, authorityId, year }: MoverOptions,
  step: RehearsalStep,
): Promise<number> => {
  const nowMs = await server.now();
  const today = dateAt(nowMs);
  if (step.by === 'day') return atMs(addDays(today, 1), FIRING_TIME);
  if (step.by === 'date') {
    const days = daysBetween(today, step.date);
    if (days > 0 && days <= LONGEST_STEP_DAYS) return atMs(step.date, FIRING_TIME);
    throw new Refusal('InvalidInput', `日期应在 ${today} 之后、${LONGEST_STEP_DAYS} 天以内。`, 'date');
  }
  const [next] = await rehearsalEvents(db, authorityId, year, nowMs);
  if (next === undefined) {
    throw new Refusal('WrongState', '没有已知的下一个事件；可先公布计划，或推进到某一天。');
  }
  return Date.parse(next.at);
};

/** True as soon as the work is over, however it ended; false when it is not within that time. */
const overWithin = (work: Promise<void>, withinMs: number): Promise<boolean> =>
  Promise.race([
    work.then(
      () => true,
      () => true,
    ),
    new Promise<boolean>((answer) => setTimeout(answer, withinMs, false).unref()),
  ]);

export const createMover = (options: MoverOptions): Mover => {
  const { server, db, messagesOut, onLeap } = options;
  const walk = createWalk(options);
  let movingToMs: number | null = null;
  let fault: string | null = null;
  let current: Promise<void> = Promise.resolve();

  /** One step at a time; a fault is kept for whoever asks for the clock. */
  const begin = async (untilMsOf: () => Promise<number>, work: (untilMs: number) => Promise<void>) => {
    if (movingToMs !== null) throw new Refusal('WrongState', '时间正在推进，请等它停下。');
    movingToMs = 0;
    const beforeMs = await server.now();
    const wallMs = Date.now();
    const untilMs = await untilMsOf().catch((error: unknown) => {
      movingToMs = null;
      throw error;
    });
    movingToMs = untilMs;
    fault = null;
    const whole = async (): Promise<void> => {
      await work(untilMs);
      await messagesOut();
      await sealAllAudit(db);
    };
    current = whole()
      .catch((error: Error) => {
        fault = error.message;
      })
      .then(async () => onLeap((await server.now()) - beforeMs - (Date.now() - wallMs)))
      .catch((error: Error) => {
        fault ??= error.message;
      })
      .finally(() => {
        movingToMs = null;
      });
  };

  return {
    clock: async () => ({ nowMs: await server.now(), movingToMs, fault }),
    move: (step, withOthers) =>
      begin(
        () => targetOf(options, step),
        (untilMs) => walk.to(untilMs, withOthers),
      ),
    playOthers: () => begin(walk.actingMs, walk.toOthers),
    settled: (withinMs) => overWithin(current, withinMs),
  };
};
