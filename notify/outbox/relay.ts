import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Logger } from '../../runtime/log.ts';
import type { BusinessNow } from '../delivery/attempt.ts';
import type { NotifierMetrics } from '../metrics.ts';
import type { MessageQueue } from '../queue/port.ts';
import { type ClaimedMessage, claimCreated, unclaim } from './claim.ts';
import { listenForMessages } from './listener.ts';
import type { Channel } from './new-notice.ts';
import { createRounds } from './rounds.ts';
import { countLongQueued, giveUpAbandoned, takeLongQueued } from './stuck.ts';

export interface RelayTimes {
  /** How often the outbox is looked through without being told. */
  readonly sweepSeconds: number;
  /** After so long a queued message that is in no queue is put there again. */
  readonly queuedGraceSeconds: number;
  /** Longer than any send can last; after it an open attempt is abandoned and its message unknown. */
  readonly leaseSeconds: number;
  /** Pause between two rounds: longer makes fewer and larger batches, and each message that much later. */
  readonly gatherMs: number;
}

export const DEFAULT_RELAY_TIMES: RelayTimes = {
  sweepSeconds: 5,
  queuedGraceSeconds: 60,
  leaseSeconds: 180,
  gatherMs: 0,
};

export interface RelayDeps {
  readonly db: Kysely<Database>;
  readonly databaseUrl: string;
  readonly queues: Readonly<Record<Channel, MessageQueue>>;
  readonly businessNow: () => BusinessNow;
  readonly times: RelayTimes;
  readonly log: Logger;
  readonly metrics: NotifierMetrics | null;
}

export interface Relay {
  /** Finishes the round in hand and takes no further one. */
  stop(): Promise<void>;
}

const BATCH = 500;
const CHANNELS: readonly Channel[] = ['email', 'sms'];

/**
 * Carries messages from the outbox (发件箱) into the queues: at once when one is announced, and by a sweep for
 * whatever was not heard. Several relays may run side by side.
 */
export const startRelay = (deps: RelayDeps): Relay => {
  const { times, log } = deps;
  const carrying = createRounds(() => carryAll(deps), log, times.gatherMs);
  const mending = createRounds(() => mend(deps), log);
  const listener = listenForMessages({ databaseUrl: deps.databaseUrl, onMessage: carrying.ask, log });
  const sweep = setInterval(() => {
    carrying.ask();
    mending.ask();
  }, times.sweepSeconds * 1000);
  carrying.ask();
  mending.ask();
  return {
    stop: async () => {
      clearInterval(sweep);
      await listener.stop();
      await Promise.all([carrying.stop(), mending.stop()]);
    },
  };
};

/** Round after round until nothing is left. @throws where a queue refuses; the messages are then `created` again */
const carryAll = async ({ db, queues, businessNow, metrics }: RelayDeps): Promise<void> => {
  for (;;) {
    const claimed = await claimCreated(db, BATCH, businessNow());
    if (claimed.length === 0) return;
    await enqueue(db, queues, claimed);
    metrics?.queued(claimed.length);
    if (claimed.length < BATCH) return;
  }
};

const enqueue = async (
  db: Kysely<Database>,
  queues: RelayDeps['queues'],
  claimed: readonly ClaimedMessage[],
): Promise<void> => {
  const results = await Promise.allSettled(
    CHANNELS.map(async (channel) => {
      const jobs = claimed.filter((message) => message.channel === channel);
      if (jobs.length === 0) return;
      try {
        await queues[channel].add(jobs.map(({ id, lane }) => ({ messageId: id, lane })));
      } catch (error) {
        await unclaim(
          db,
          jobs.map(({ id }) => id),
        );
        throw error;
      }
    }),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
};

/** Looks for what a crash or a lost queue left behind. */
const mend = async (deps: RelayDeps): Promise<void> => {
  const { db, queues, times, log, metrics } = deps;
  for (const id of await giveUpAbandoned(db, times.leaseSeconds)) {
    log.error(
      { message: id },
      'a send was interrupted: its outcome is unknown and needs a receipt or a person',
    );
  }
  for (const channel of CHANNELS) {
    const { queued, late } = await countLongQueued(db, channel, times.queuedGraceSeconds);
    // A long backlog is late too; only where the queue holds fewer jobs than the outbox says, some were lost.
    if (late === 0 || (await queues[channel].unfinished()) >= queued) continue;
    const lost = await takeLongQueued(db, channel, times.queuedGraceSeconds, BATCH);
    log.warn({ channel, count: lost.length }, 'queued messages were in no queue; putting them back');
    await queues[channel].add(lost.map(({ id, lane }) => ({ messageId: id, lane })));
  }
  metrics?.observe(await observeOutbox(db));
};

const observeOutbox = async (db: Kysely<Database>) => {
  const { fn } = db;
  const waiting = await db
    .selectFrom('message')
    .where('state', '=', 'created')
    .select([fn.countAll<number>().as('count'), fn.min('recordedAt').as('oldest')])
    .executeTakeFirstOrThrow();
  const unknown = await db
    .selectFrom('message')
    .where('state', '=', 'unknown')
    .select(fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const lagMs = waiting.oldest === null ? 0 : Date.now() - Date.parse(waiting.oldest);
  return { waiting: waiting.count, unknown: unknown.count, lagSeconds: Math.max(0, lagMs / 1000) };
};
