import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Database } from '../connect.ts';
import type { DeliveryProvider } from '../types.ts';
import { recordChange, SYSTEM } from './changes.ts';

export type ProviderRow = Selectable<DeliveryProvider>;

export interface NewProvider {
  readonly id: string;
  readonly channel: 'email' | 'sms';
  readonly kind: string;
  readonly restingWeight: number;
}

/**
 * Makes the providers of the installation known, at each start. A new one begins at its resting weight; one whose resting
 * weight was changed in the file goes there at once. Pauses and weights of the others stay as they are.
 */
export const registerProviders = (db: Kysely<Database>, providers: readonly NewProvider[]): Promise<void> =>
  db.transaction().execute(async (trx) => {
    for (const provider of [...providers].sort((a, b) => a.id.localeCompare(b.id)))
      await register(trx, provider);
  });

const register = async (trx: Transaction<Database>, provider: NewProvider): Promise<void> => {
  const { id, channel, kind, restingWeight } = provider;
  const inserted = await trx
    .insertInto('deliveryProvider')
    .values({ ...{ id, channel, kind, restingWeight }, weight: restingWeight })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  const before = inserted === undefined ? await lockProvider(trx, id) : null;
  if (before?.channel === channel && before.kind === kind && before.restingWeight === restingWeight) return;
  if (before !== null) {
    await trx
      .updateTable('deliveryProvider')
      .set({ channel, kind, restingWeight, weight: restingWeight })
      .where('id', '=', id)
      .execute();
  }
  await recordChange(trx, {
    ...{ channel, provider: id, kind: 'registered' },
    before:
      before === null
        ? null
        : { kind: before.kind, restingWeight: before.restingWeight, weight: before.weight },
    after: { kind, restingWeight, weight: restingWeight },
    ...{ reason: '按提供商配置登记', actor: SYSTEM },
  });
};

/** @throws where there is no such provider (Chinese) */
export const lockProvider = (trx: Transaction<Database>, id: string): Promise<ProviderRow> =>
  trx
    .selectFrom('deliveryProvider')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Error(`没有提供商“${id}”；可用 provider list 查看`));

/** Whoever changes weights holds them all, in one order. */
export const lockProviders = (trx: Transaction<Database>, ids: readonly string[]): Promise<ProviderRow[]> =>
  trx
    .selectFrom('deliveryProvider')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute();
