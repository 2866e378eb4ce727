import { sql, type Transaction } from 'kysely';
import type { Database } from '../connect.ts';

export type ChangeKind = 'registered' | 'weight' | 'opened' | 'closed' | 'paused' | 'resumed';

/** Why something about a provider or channel changes, and who says so. */
export interface Cause {
  /** Chinese, for the office and the operator. */
  readonly reason: string;
  /** A person's name, or {@link SYSTEM}. */
  readonly actor: string;
}

/** Stands for the program itself in the record of changes. */
export const SYSTEM = 'system';

export interface DeliveryChange extends Cause {
  readonly channel: 'email' | 'sms';
  /** Null: the whole channel. */
  readonly provider: string | null;
  readonly kind: ChangeKind;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** Writes a change into the record (变更记录), which nobody can alter. */
export const recordChange = async (
  trx: Transaction<Database>,
  { before, after, ...change }: DeliveryChange,
): Promise<void> => {
  await trx
    .insertInto('deliveryChange')
    .values({
      ...change,
      before: before === null ? null : JSON.stringify(before),
      after: after === null ? null : JSON.stringify(after),
    })
    .execute();
};

/** Lets the relays look at the outbox at once. */
export const wakeRelays = async (trx: Transaction<Database>): Promise<void> => {
  await sql`select pg_notify('message_created', '')`.execute(trx);
};
