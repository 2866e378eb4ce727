import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Logger } from '../../runtime/log.ts';
import type { BusinessNow } from '../delivery/begin-attempts.ts';
import type { NotifierMetrics } from '../metrics.ts';
import type { Outlet } from './carry.ts';
import { unclaim } from './claim.ts';
import { expireWaiting } from './expire.ts';
import { observeOutbox } from './observe.ts';
import { giveUpAbandoned, lateMessages, orphanedMessages } from './stuck.ts';

export interface MendDeps {
  readonly db: Kysely<Database>;
  readonly outlets: readonly Outlet[];
  readonly businessNow: () => BusinessNow;
  /** After so long a queued message that is in no queue is taken back. */
  readonly queuedGraceSeconds: number;
  /** Longer than any send can last; after it an open attempt is abandoned and its message unknown. */
  readonly leaseSeconds: number;
  readonly log: Logger;
  readonly metrics: NotifierMetrics | null;
}

const BATCH = 500;
/** Jobs that the store is asked for, one question each, at every sweep of a backlog that is merely long. */
const ASKED = 100;

/**
 * Looks for what a crash, a lost queue or the end of a deadline left behind.
 * @returns whether messages were taken back into the outbox
 */
export const mend = async (deps: MendDeps): Promise<boolean> => {
  const { db, outlets, businessNow, queuedGraceSeconds, leaseSeconds, log, metrics } = deps;
  for (const id of await giveUpAbandoned(db, leaseSeconds)) {
    log.error(
      { message: id },
      'a send was interrupted: its outcome is unknown and needs a receipt or a person',
    );
  }
  const expired = await expireWaiting(db, businessNow());
  if (expired > 0) log.warn({ count: expired }, 'messages waited until they were over');
  let found = 0;
  for (const outlet of outlets) found += await takeLost(deps, outlet);
  const served = outlets.map(({ provider }) => provider);
  const orphaned = await orphanedMessages(db, served, queuedGraceSeconds, BATCH);
  if (orphaned.length > 0) await unclaim(db, orphaned);
  metrics?.observe(await observeOutbox(db));
  for (const { provider, channel, queue } of outlets) metrics?.depth(channel, provider, await queue.depth());
  return found + orphaned.length > 0;
};

/**
 * A long backlog is late too: only what the queue does not hold was lost. The oldest are asked for first, so where they
 * are there, nothing more is asked.
 */
const takeLost = async (
  { db, queuedGraceSeconds, log }: MendDeps,
  { provider, queue }: Outlet,
): Promise<number> => {
  let total = 0;
  for (;;) {
    const late = await lateMessages(db, provider, queuedGraceSeconds, total === 0 ? ASKED : BATCH);
    if (late.length === 0) return total;
    const missing = new Set(await queue.missing([...new Set(late.map(({ job }) => job))]));
    const lost = late.filter(({ job }) => missing.has(job)).map(({ id }) => id);
    if (lost.length === 0) return total;
    await unclaim(db, lost);
    log.warn({ provider, count: lost.length }, 'queued messages were in no queue; taking them back');
    total += lost.length;
  }
};
