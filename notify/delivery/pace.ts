import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { PREPARED } from '../../db/prepared.ts';
import { createBatcher } from './batcher.ts';

/** Keeps a provider's rate over all processes together. */
export interface Pace {
  /** Resolves when so many messages may go out. */
  take(messages: number): Promise<void>;
  /** Slots that were taken and found no message: the next takers get them if they come at once. */
  giveBack(messages: number): void;
  /** Nothing goes out for so long: the provider asked for rest. */
  hold(ms: number): Promise<void>;
}

/** A slot used later than this would add to those of the moment: it has lapsed and another is taken. */
const LAPSE_MS = 50;
/** Who must wait for a slot anyway begins with the others of this time: they share the statements that follow. */
const TOGETHER_MS = 25;
const MOST_TOGETHER = 1_000;

/**
 * Each message gets a slot in time, one after the other at the provider's rate, from one row of PostgreSQL: whoever asks
 * in the same moment shares a statement. BullMQ's own limiter counts jobs, which hold several messages or none that is
 * still wanted, lets two windows' worth through where they meet, and is forgotten with Redis.
 * @param ratePerSecond messages that no second may exceed; null: as fast as it goes, but for holds
 */
export const createPace = (db: Kysely<Database>, provider: string, ratePerSecond: number | null): Pace => {
  let heldUntil = 0;
  let returned = { messages: 0, until: 0 };

  const waitForHold = async (): Promise<void> => {
    while (performance.now() < heldUntil) await sleep(heldUntil - performance.now());
  };
  if (ratePerSecond === null) {
    return {
      take: waitForHold,
      giveBack: () => undefined,
      hold: async (ms) => {
        heldUntil = Math.max(heldUntil, performance.now() + ms);
      },
    };
  }
  // A second holds slots of no more than itself and the lapse before it: so spaced, never more than the rate.
  const slotMs = (1_000 + LAPSE_MS) / ratePerSecond;

  /**
   * When each of the takers may begin, by `performance.now()`. Nobody waits for the disk: what a crash of the server
   * forgets is less than a second of slots, and its restart takes longer.
   */
  const slots = createBatcher(async (counts: readonly number[]) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const { rows } = await sql<{ waitMs: number }>`${sql.raw(PREPARED)}
      insert into delivery_pace as p (provider, next_at)
      values (${provider}, clock_timestamp() + ${total * slotMs}::float8 * interval '1 millisecond')
      on conflict (provider) do update
        set next_at = greatest(p.next_at, clock_timestamp()) + ${total * slotMs}::float8 * interval '1 millisecond'
      returning extract(epoch from next_at - clock_timestamp())::float8 * 1000 - ${total * slotMs}::float8 as wait_ms,
        set_config('synchronous_commit', 'off', true)`.execute(db);
    let startAt = performance.now() + Math.max(0, rows[0]?.waitMs ?? 0);
    return counts.map((count) => {
      const mine = startAt;
      startAt += count * slotMs;
      return mine;
    });
  }, MOST_TOGETHER);

  return {
    take: async (messages) => {
      for (;;) {
        await waitForHold();
        if (returned.messages >= messages && performance.now() < returned.until) {
          returned = { ...returned, messages: returned.messages - messages };
          return;
        }
        const startAt = await slots(messages);
        const waitMs = startAt - performance.now();
        if (waitMs > 0) {
          const together = Math.ceil(startAt / TOGETHER_MS) * TOGETHER_MS;
          // A timer may fire within the millisecond before its time.
          await sleep(Math.ceil(together - performance.now()) + 1);
        }
        if (performance.now() - startAt < LAPSE_MS && performance.now() >= heldUntil) return;
      }
    },
    giveBack: (messages) => {
      const isFresh = performance.now() < returned.until;
      returned = {
        messages: messages + (isFresh ? returned.messages : 0),
        until: performance.now() + LAPSE_MS,
      };
    },
    hold: async (ms) => {
      heldUntil = Math.max(heldUntil, performance.now() + ms);
      await sql`
        update delivery_pace
        set next_at = greatest(next_at, clock_timestamp() + ${ms}::float8 * interval '1 millisecond')
        where provider = ${provider}`.execute(db);
    },
  };
};
