import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { type CarryDeps, carryChannel } from './carry.ts';
import { listenForMessages } from './listener.ts';
import { type MendDeps, mend } from './mend.ts';
import { createRounds } from './rounds.ts';

export interface RelayTimes {
  /** How often the outbox is looked through without being told. */
  readonly sweepSeconds: number;
  readonly queuedGraceSeconds: number;
  readonly leaseSeconds: number;
  readonly openSeconds: number;
  /** Pause between two rounds: longer makes fewer and larger batches, and each message that much later. */
  readonly gatherMs: number;
}

export const DEFAULT_RELAY_TIMES: RelayTimes = {
  sweepSeconds: 5,
  queuedGraceSeconds: 60,
  leaseSeconds: 180,
  openSeconds: 30,
  gatherMs: 0,
};

export interface RelayDeps extends CarryDeps, MendDeps {
  readonly databaseUrl: string;
  readonly times: RelayTimes;
}

export interface Relay {
  /** Looks at the outbox in so long: a message will then be due again. */
  wakeIn(delayMs: number): void;
  /** Finishes the round in hand and takes no further one. */
  stop(): Promise<void>;
}

/**
 * Carries messages from the outbox (发件箱) into the queues: at once when one is announced, when one is due again, and by
 * a sweep for whatever was not heard. The channels go side by side, and several relays may.
 */
export const startRelay = (deps: RelayDeps): Relay => {
  const { db, times, log } = deps;
  const channels = [...new Set(deps.outlets.map(({ channel }) => channel))];
  const carrying = channels.map((channel) =>
    createRounds(() => carryChannel(deps, channel), log, times.gatherMs),
  );
  const carryAll = (): void => {
    for (const rounds of carrying) rounds.ask();
  };
  const setting = createRounds(async () => {
    const delayMs = await nextDueInMs(db);
    if (delayMs !== null) alarm.set(delayMs);
  }, log);
  const alarm = createAlarm(() => {
    carryAll();
    setting.ask();
  });
  const mending = createRounds(async () => {
    if (await mend(deps)) carryAll();
    setting.ask();
  }, log);
  const listener = listenForMessages({ databaseUrl: deps.databaseUrl, onMessage: carryAll, log });
  const look = (): void => {
    carryAll();
    mending.ask();
  };
  const sweep = setInterval(look, times.sweepSeconds * 1000);
  look();
  return {
    wakeIn: alarm.set,
    stop: async () => {
      clearInterval(sweep);
      alarm.clear();
      await listener.stop();
      await Promise.all([...carrying, mending, setting].map((rounds) => rounds.stop()));
    },
  };
};

interface Alarm {
  /** An earlier one that is set already stays. */
  set(delayMs: number): void;
  clear(): void;
}

const createAlarm = (ring: () => void): Alarm => {
  let timer: NodeJS.Timeout | undefined;
  let at = Infinity;
  return {
    set: (delayMs) => {
      const wanted = performance.now() + delayMs;
      if (wanted >= at) return;
      clearTimeout(timer);
      at = wanted;
      // A millisecond more, for the clocks of PostgreSQL and of this process do not tick together.
      timer = setTimeout(() => {
        at = Infinity;
        ring();
      }, delayMs + 1);
    },
    clear: () => clearTimeout(timer),
  };
};

const LONGEST_ALARM_MS = 3_600_000;

/** In how long the next message is tried again whose time has not come; null where none waits. */
const nextDueInMs = async (db: Kysely<Database>): Promise<number | null> => {
  const { rows } = await sql<{ delayMs: number | null }>`
    select extract(epoch from min(not_before) - clock_timestamp())::float8 * 1000 as delay_ms from message
    where state in ('created', 'deferred') and not_before > clock_timestamp()`.execute(db);
  const delayMs = rows[0]?.delayMs ?? null;
  return delayMs === null ? null : Math.min(LONGEST_ALARM_MS, Math.max(0, delayMs));
};
