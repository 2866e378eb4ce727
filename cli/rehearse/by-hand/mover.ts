import type { Kysely } from 'kysely';
import { FIRING_TIME, rehearsalEvents } from '../../../api/services/rehearsal-events.ts';
import type { RehearsalClock, RehearsalStep } from '../../../api/services/rehearsal-room.ts';
import { sealAllAudit } from '../../../db/audit/seal-audit.ts';
import type { Database } from '../../../db/connect.ts';
import { loadCalendar } from '../../../db/holidays.ts';
import { addDays, dateAt, daysBetween, type IsoDate, instantAt } from '../../../domain/calendar/dates.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { TimeSkippingServer } from '../../../tools/temporal/time-skipping.ts';
import { ACTING_TIME } from '../../../workers/rehearsal-facts.ts';
import type { RehearsalHands } from '../../../workers/rehearsal-hands.ts';
import { openWorkflowIds } from '../open-workflows.ts';

export interface MoverOptions {
  readonly server: TimeSkippingServer;
  readonly db: Kysely<Database>;
  readonly authorityId: string;
  readonly year: number;
  readonly hands: RehearsalHands;
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

const STANDSTILL_LIMIT_SECONDS = 60;
/** What an instant sets off is done within this much business time. */
const SETTLE_MS = 60_000;
/** A year and its rectifications; farther nothing of it is left. */
const LONGEST_STEP_DAYS = 550;

const atMs = (date: IsoDate, time: string): number => Date.parse(instantAt(date, time));

/** The first instant of the time of day after `nowMs`. */
const nextAt = (nowMs: number, time: string): number => {
  const today = dateAt(nowMs);
  const todays = atMs(today, time);
  return todays > nowMs ? todays : atMs(addDays(today, 1), time);
};

export const createMover = (options: MoverOptions): Mover => {
  const { server, db, authorityId, year, hands, messagesOut, onLeap } = options;
  let movingToMs: number | null = null;
  let fault: string | null = null;
  let current: Promise<void> = Promise.resolve();
  let firedThrough: IsoDate = '';

  const sleepUntil = (ms: number): Promise<void> =>
    server.sleepUntil(ms, {
      limitSeconds: STANDSTILL_LIMIT_SECONDS,
      openWorkflowIds: () => openWorkflowIds(db, authorityId),
    });
  const settle = async (): Promise<void> => sleepUntil((await server.now()) + SETTLE_MS);

  /** Fires what the day's Schedule would have fired by now. */
  const fireIfDue = async (): Promise<void> => {
    const nowMs = await server.now();
    const today = dateAt(nowMs);
    if (firedThrough >= today || nowMs < atMs(today, FIRING_TIME)) return;
    await hands.fireCalendar(today);
    firedThrough = today;
  };

  const playIfWorkingDay = async (): Promise<void> => {
    const today = dateAt(await server.now());
    const calendar = await loadCalendar(db, authorityId);
    if (calendar.isWorkingDay(today)) await hands.playOthers(today);
  };

  /** From instant to instant at which somebody outside the engine acts. */
  const run = async (targetMs: number, withOthers: boolean): Promise<void> => {
    await fireIfDue();
    for (;;) {
      const nowMs = await server.now();
      if (nowMs >= targetMs) break;
      const actingMs = withOthers ? nextAt(nowMs, ACTING_TIME) : Number.POSITIVE_INFINITY;
      const stopMs = Math.min(targetMs, nextAt(nowMs, FIRING_TIME), actingMs);
      await sleepUntil(stopMs);
      await fireIfDue();
      if (stopMs === actingMs) await playIfWorkingDay();
    }
    await settle();
  };

  const targetOf = async (step: RehearsalStep): Promise<number> => {
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

  const actingTime = async (): Promise<number> => {
    const nowMs = await server.now();
    return Math.max(nowMs, atMs(dateAt(nowMs), ACTING_TIME));
  };

  return {
    clock: async () => ({ nowMs: await server.now(), movingToMs, fault }),
    move: (step, withOthers) =>
      begin(
        () => targetOf(step),
        (untilMs) => run(untilMs, withOthers),
      ),
    playOthers: () =>
      begin(actingTime, async (untilMs) => {
        await fireIfDue();
        await sleepUntil(untilMs);
        await fireIfDue();
        await hands.playOthers(dateAt(untilMs));
        await settle();
      }),
    settled: (withinMs) =>
      Promise.race([
        current.then(
          () => true,
          () => true,
        ),
        new Promise<boolean>((answer) => setTimeout(answer, withinMs, false).unref()),
      ]),
  };
};
