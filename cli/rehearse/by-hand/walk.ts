import type { Kysely } from 'kysely';
import { FIRING_TIME } from '../../../api/services/rehearsal-events.ts';
import type { Database } from '../../../db/connect.ts';
import { loadCalendar } from '../../../db/holidays.ts';
import { addDays, dateAt, type IsoDate, instantAt } from '../../../domain/calendar/dates.ts';
import type { TimeSkippingServer } from '../../../tools/temporal/time-skipping.ts';
import { ACTING_TIME } from '../../../workers/rehearsal-facts.ts';
import type { RehearsalHands } from '../../../workers/rehearsal-hands.ts';
import { openWorkflowIds } from '../open-workflows.ts';

export interface WalkOptions {
  readonly server: TimeSkippingServer;
  readonly db: Kysely<Database>;
  readonly authorityId: string;
  readonly hands: RehearsalHands;
}

const STANDSTILL_LIMIT_SECONDS = 60;
/** What an instant sets off is done within this much business time. */
const SETTLE_MS = 60_000;

export const atMs = (date: IsoDate, time: string): number => Date.parse(instantAt(date, time));

/** The first instant of the time of day after `nowMs`. */
const nextAt = (nowMs: number, time: string): number => {
  const today = dateAt(nowMs);
  const todays = atMs(today, time);
  return todays > nowMs ? todays : atMs(addDays(today, 1), time);
};

/** Walks the rehearsed time, from instant to instant at which somebody outside the engine acts. */
export interface Walk {
  to(targetMs: number, withOthers: boolean): Promise<void>;
  /** To today's instant at which the others act, and lets them act, working day or not. */
  toOthers(untilMs: number): Promise<void>;
  /** When that is: now, where it is past. */
  actingMs(): Promise<number>;
}

export const createWalk = ({ server, db, authorityId, hands }: WalkOptions): Walk => {
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

  return {
    to: async (targetMs, withOthers) => {
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
    },
    toOthers: async (untilMs) => {
      await fireIfDue();
      await sleepUntil(untilMs);
      await fireIfDue();
      await hands.playOthers(dateAt(untilMs));
      await settle();
    },
    actingMs: async () => {
      const nowMs = await server.now();
      return Math.max(nowMs, atMs(dateAt(nowMs), ACTING_TIME));
    },
  };
};
