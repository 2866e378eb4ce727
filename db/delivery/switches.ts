import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../connect.ts';
import { type Cause, recordChange, wakeRelays } from './changes.ts';
import { lockProvider } from './providers.ts';
import { returnQueued } from './return-queued.ts';

export type Switched = { readonly provider: string } | { readonly channel: 'email' | 'sms' };

interface Pausable {
  readonly channel: 'email' | 'sms';
  readonly provider: string | null;
  readonly paused: boolean;
}

/**
 * Stops a provider or a whole channel, or lets it go on. What was queued for it goes back to the outbox in the same
 * transaction, without an attempt; a send in hand ends as it ends.
 * @returns messages taken back; null where it stood so already
 * @throws where there is no such provider (Chinese)
 */
export const setPaused = (
  db: Kysely<Database>,
  what: Switched,
  paused: boolean,
  cause: Cause,
): Promise<number | null> => db.transaction().execute((trx) => setPausedIn(trx, what, paused, cause));

/** The same within a transaction of the caller's, who writes something beside it. */
export const setPausedIn = async (
  trx: Transaction<Database>,
  what: Switched,
  paused: boolean,
  cause: Cause,
): Promise<number | null> => {
  const before = await lock(trx, what);
  if (before.paused === paused) return null;
  if ('provider' in what) {
    await trx.updateTable('deliveryProvider').set({ paused }).where('id', '=', what.provider).execute();
  } else {
    await trx.updateTable('deliveryChannel').set({ paused }).where('channel', '=', what.channel).execute();
  }
  await recordChange(trx, {
    ...{ channel: before.channel, provider: before.provider, kind: paused ? 'paused' : 'resumed' },
    ...{ before: { paused: before.paused }, after: { paused }, ...cause },
  });
  if (paused) return returnQueued(trx, what);
  await wakeRelays(trx);
  return 0;
};

const lock = async (trx: Transaction<Database>, what: Switched): Promise<Pausable> => {
  if ('provider' in what) {
    const { channel, paused } = await lockProvider(trx, what.provider);
    return { channel: channel as 'email' | 'sms', provider: what.provider, paused };
  }
  const { paused } = await trx
    .selectFrom('deliveryChannel')
    .select('paused')
    .where('channel', '=', what.channel)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { channel: what.channel, provider: null, paused };
};

/**
 * Gives a provider another weight by hand; in quiet times it still goes back to where it rests.
 * @param weight 0 to 100
 * @returns the weight before
 */
export const setWeight = (
  db: Kysely<Database>,
  provider: string,
  weight: number,
  cause: Cause,
): Promise<number> => db.transaction().execute((trx) => setWeightIn(trx, provider, weight, cause));

/** The same within a transaction of the caller's. */
export const setWeightIn = async (
  trx: Transaction<Database>,
  provider: string,
  weight: number,
  cause: Cause,
): Promise<number> => {
  const before = await lockProvider(trx, provider);
  if (before.weight === weight) return weight;
  await trx
    .updateTable('deliveryProvider')
    .set({ weight, shiftedAt: sql`clock_timestamp()` })
    .where('id', '=', provider)
    .execute();
  await recordChange(trx, {
    ...{ channel: before.channel as 'email' | 'sms', provider, kind: 'weight' },
    ...{ before: { weight: before.weight }, after: { weight }, ...cause },
  });
  return before.weight;
};
