import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { type OpenAttempt, wordableColumns, wordableSource } from '../delivery/begin-attempts.ts';

/** A message as its wording needs it, before an attempt is opened. */
export type Candidate = Omit<OpenAttempt, 'attempt'>;

/** A provider, and whether it may carry a message; without the rule it may carry all. */
interface Carrier {
  readonly provider: string;
  readonly accepts?: ((message: Candidate) => boolean) | undefined;
}

/**
 * Which providers may carry which messages, where some carry only what is filed with them (报备模板).
 * @returns null where every provider carries everything: nothing has to be worded then
 */
export const fittingProviders = async (
  trx: Transaction<Database>,
  carriers: readonly Carrier[],
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>> | null> => {
  if (carriers.every(({ accepts }) => accepts === undefined)) return null;
  const { rows } = await sql<Candidate>`
    select ${wordableColumns} from ${wordableSource(sql`message`)}
    where m.id = any(${[...messageIds]}::uuid[])`.execute(trx);
  return new Map(
    rows.map((message) => {
      const fitting = carriers.filter(({ accepts }) => accepts === undefined || accepts(message));
      return [message.id, new Set(fitting.map(({ provider }) => provider))];
    }),
  );
};

const NOBODY = '没有短信平台能发送：该通知的这一版文字没有通过审核的报备模板，或者签名、变量与报备的不符';

/** Ends messages that no provider of their channel may carry, so that the office sees them and their reason. */
export const refuseUnfit = async (db: Kysely<Database>, messageIds: readonly string[]): Promise<void> => {
  if (messageIds.length === 0) return;
  await db
    .updateTable('message')
    .set({ state: 'failed', failureClass: 'validation', failure: NOBODY })
    .where('id', 'in', [...messageIds])
    .execute();
};
