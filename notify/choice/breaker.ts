import { sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { recordChange, SYSTEM, wakeRelays } from '../../db/delivery/changes.ts';
import type { ProviderRow } from '../../db/delivery/providers.ts';
import { returnQueued } from '../../db/delivery/return-queued.ts';

/**
 * Leaves a provider alone (熔断): what was queued for it goes back to the outbox, and after a pause one message at a time
 * probes it.
 * @returns messages taken back
 */
export const openBreaker = async (
  trx: Transaction<Database>,
  { id, channel }: ProviderRow,
  openSeconds: number,
): Promise<number> => {
  await sql`
    update delivery_provider set open_until = clock_timestamp() + ${openSeconds}::float8 * interval '1 second'
    where id = ${id}`.execute(trx);
  const returned = await returnQueued(trx, { provider: id });
  await recordChange(trx, {
    ...{ channel: channel as 'email' | 'sms', provider: id, kind: 'opened', before: { open: false } },
    ...{ after: { open: true, returned }, reason: '连续拒绝，暂停使用', actor: SYSTEM },
  });
  return returned;
};

/** A probe got through: the provider carries its share again. */
export const closeBreaker = async (
  trx: Transaction<Database>,
  { id, channel }: ProviderRow,
): Promise<void> => {
  await trx.updateTable('deliveryProvider').set({ openUntil: null }).where('id', '=', id).execute();
  await recordChange(trx, {
    ...{ channel: channel as 'email' | 'sms', provider: id, kind: 'closed', before: { open: true } },
    ...{ after: { open: false }, reason: '探测成功，恢复使用', actor: SYSTEM },
  });
  await wakeRelays(trx);
};
