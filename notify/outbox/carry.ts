import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { chooseProvider } from '../../domain/notice/choose-provider.ts';
import type { NumberLimit } from '../../domain/notice/number-limits.ts';
import { type Candidate, fittingProviders, refuseUnfit } from '../choice/fitting.ts';
import { type HeldBack, holdBack, readNumberUse } from '../choice/number-use.ts';
import { holdProviders, takeProbe } from '../choice/usable-providers.ts';
import type { BusinessNow } from '../delivery/begin-attempts.ts';
import type { NotifierMetrics } from '../metrics.ts';
import type { MessageQueue } from '../queue/port.ts';
import { claimDue, type DueMessage, markQueued, unclaim } from './claim.ts';
import { makeJobs, type ProviderJob } from './make-jobs.ts';
import type { Channel } from './new-notice.ts';
import { type ReleasedUntil, releaseDeferred } from './release.ts';

/** A provider that this process serves, with its queue. */
export interface Outlet {
  readonly provider: string;
  readonly channel: Channel;
  readonly batchSize: number;
  readonly queue: MessageQueue;
  /** Whether it may carry a message; without it, it carries all. */
  readonly accepts?: ((message: Candidate) => boolean) | undefined;
  /** What one number may get through it. */
  readonly numberLimits: readonly NumberLimit[];
}

export interface CarryDeps {
  readonly db: Kysely<Database>;
  readonly outlets: readonly Outlet[];
  readonly businessNow: () => BusinessNow;
  /** A rehearsal is at its end: nothing waits for a later hour any more. */
  readonly isDraining: () => boolean;
  /** How long a provider that refuses connections is left alone between two probes. */
  readonly openSeconds: number;
  readonly metrics: NotifierMetrics | null;
}

const BATCH = 1_000;

/**
 * Round after round until nothing of a channel is left that may go. While a batch goes into the queues the next is
 * claimed. @throws where a queue refuses; its messages are then `created` again
 */
export const carryChannel = async (deps: CarryDeps, channel: Channel): Promise<void> => {
  let adding: Promise<void> = Promise.resolve();
  const now = deps.businessNow();
  const until = await releaseDeferred(deps.db, now, deps.isDraining());
  for (;;) {
    const { claimed, settled, jobs } = await deps.db
      .transaction()
      .execute((trx) => place(trx, deps, channel, now, until));
    await adding;
    if (settled === 0) return;
    adding = enqueue(deps, jobs);
    // Awaited a moment later; a refusal must not count as unhandled meanwhile.
    adding.catch(() => undefined);
    if (claimed < BATCH || settled < claimed) {
      await adding;
      return;
    }
  }
};

interface Round {
  readonly claimed: number;
  /** Of them those that the next round does not meet again. */
  readonly settled: number;
  readonly jobs: readonly ProviderJob[];
}

/** Claims, chooses and marks, in one transaction. */
const place = async (
  trx: Transaction<Database>,
  { outlets, openSeconds }: CarryDeps,
  channel: Channel,
  now: BusinessNow,
  until: ReleasedUntil,
): Promise<Round> => {
  const own = outlets.filter((outlet) => outlet.channel === channel);
  const ids = own.map(({ provider }) => provider);
  const due = await claimDue(trx, channel, BATCH, now, until);
  if (due.length === 0) return { claimed: 0, settled: 0, jobs: [] };
  const fitting = await fittingProviders(
    trx,
    own,
    due.map(({ id }) => id),
  );
  const mayCarry = (provider: string, { id }: DueMessage): boolean =>
    fitting === null || (fitting.get(id)?.has(provider) ?? false);
  const unfit = due.filter(({ id }) => fitting !== null && (fitting.get(id)?.size ?? 0) === 0);
  await refuseUnfit(
    trx,
    unfit.map(({ id }) => id),
  );
  const numbers = await readNumberUse(
    trx,
    own,
    due.map(({ id }) => id),
  );
  const waitSeconds = (provider: string, { id }: DueMessage): number =>
    numbers?.waitSeconds(provider, id) ?? 0;
  const probed = await takeProbe(trx, channel, ids, openSeconds);
  const states = await holdProviders(trx, channel, ids);
  const batchSizes = new Map(own.map(({ provider, batchSize }) => [provider, batchSize]));
  const probe =
    probed === null
      ? undefined
      : leastPressing(
          due.filter((message) => mayCarry(probed, message) && waitSeconds(probed, message) === 0),
        );
  const held: HeldBack[] = [];
  const chosen = due.flatMap((message) => {
    const fit = states.filter(({ id }) => mayCarry(id, message));
    const waits = fit.map(({ id }) => (message === probe && id === probed ? 0 : waitSeconds(id, message)));
    const usable = fit.filter((_, index) => waits[index] === 0);
    if (usable.length === 0 && fit.length > 0) {
      held.push({ id: message.id, waitSeconds: Math.min(...waits) });
      return [];
    }
    const provider =
      message === probe ? probed : (chooseProvider(usable, message.id, message.attempts)?.id ?? null);
    if (provider === null) return [];
    numbers?.note(provider, message.id);
    return [{ message, provider, batchSize: batchSizes.get(provider) ?? 1 }];
  });
  await holdBack(trx, held);
  const jobs = makeJobs(chosen);
  const placed = jobs.flatMap(({ id, provider, messageIds }) =>
    messageIds.map((messageId) => ({ id: messageId, provider, job: id })),
  );
  if (placed.length > 0) await markQueued(trx, placed);
  return { claimed: due.length, settled: placed.length + held.length + unfit.length, jobs };
};

/** They come urgent first: a provider that may still be down is tried with the last. */
const leastPressing = (due: readonly DueMessage[]): DueMessage | undefined => due.at(-1);

const enqueue = async ({ db, outlets, metrics }: CarryDeps, jobs: readonly ProviderJob[]): Promise<void> => {
  const results = await Promise.allSettled(
    outlets.map(async ({ provider, queue }) => {
      const own = jobs.filter((job) => job.provider === provider);
      if (own.length === 0) return;
      const ids = own.flatMap(({ messageIds }) => messageIds);
      try {
        await queue.add(own);
      } catch (error) {
        await unclaim(db, ids);
        throw error;
      }
      metrics?.queued(ids.length);
    }),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
};
