import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { AskedReceipt } from '../providers/receipt.ts';

export interface AskTimes {
  /** After so long without a receipt the provider of a sent message is asked: by then pushes have been given up. */
  readonly askSentAfterMinutes: number;
  /** Between the first two questions for an unknown message; it doubles, as for sent ones, up to six hours. */
  readonly askUnknownEveryMinutes: number;
  /** After so many days a sent message without a receipt is flagged and not asked for any more. */
  readonly missingAfterDays: number;
}

export const ASK_TIMES: AskTimes = {
  askSentAfterMinutes: 20,
  askUnknownEveryMinutes: 1,
  missingAfterDays: 3,
};

const LONGEST_PAUSE_MINUTES = 6 * 60;

/**
 * Takes the next messages of a provider that its receipts should be asked for, unknown ones first, and notes that they
 * were. Two notifiers never ask for the same message at the same time.
 */
export const takeToAsk = async (
  db: Kysely<Database>,
  provider: string,
  limit: number,
  { askSentAfterMinutes, askUnknownEveryMinutes }: AskTimes,
): Promise<AskedReceipt[]> => {
  const minutes = (count: unknown) => sql`${count}::float8 * interval '1 minute'`;
  const firstPause = sql`case state when 'unknown' then ${askUnknownEveryMinutes}::float8 else ${askSentAfterMinutes}::float8 end`;
  const pause = sql`least(${LONGEST_PAUSE_MINUTES}, (${firstPause}) * 2 ^ least(receipts_asked - 1, 16)) * interval '1 minute'`;
  const { rows } = await sql<Omit<AskedReceipt, 'sentAt'> & { sentAt: string }>`
    with due as (
      select m.id, a.started_at from message m
      join message_attempt a on a.message_id = m.id and a.attempt = m.attempts
      where m.provider = ${provider} and m.state in ('sent','unknown') and m.receipt_missing_at is null
        and (m.state = 'unknown' or a.ended_at < clock_timestamp() - ${minutes(askSentAfterMinutes)})
        and (m.receipts_asked_at is null or m.receipts_asked_at < clock_timestamp() - ${pause})
      order by m.state desc, m.receipts_asked_at nulls first
      limit ${limit} for update of m skip locked
    )
    update message m set receipts_asked_at = clock_timestamp(), receipts_asked = receipts_asked + 1
    from due where m.id = due.id
    returning m.id as message_id, coalesce(m.provider_reference, '') as reference, m.address, due.started_at as sent_at,
      case when m.state = 'unknown' and m.job is not null
        then array(select c.id::text from message c where c.state = 'unknown' and c.job = m.job)
        else array[m.id::text] end as companions`.execute(db);
  return rows.map((row) => ({ ...row, sentAt: new Date(row.sentAt) }));
};

/**
 * Flags sent messages of providers that give receipts, where none has come for days: the office sees them, and nothing
 * is sent again.
 * @returns how many of each provider
 */
export const flagMissing = async (
  db: Kysely<Database>,
  providers: readonly string[],
  { missingAfterDays }: AskTimes,
): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await sql<{ provider: string; count: number }>`
    with flagged as (
      update message m set receipt_missing_at = clock_timestamp()
      from message_attempt a
      where a.message_id = m.id and a.attempt = m.attempts
        and m.provider = any(${[...providers]}::text[]) and m.state = 'sent' and m.receipt_missing_at is null
        and a.ended_at < clock_timestamp() - ${missingAfterDays}::float8 * interval '1 day'
      returning m.provider
    )
    select provider, count(*)::int as count from flagged group by provider`.execute(db);
  return new Map(rows.map(({ provider, count }) => [provider, count]));
};
