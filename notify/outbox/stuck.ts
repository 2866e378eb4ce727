import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';

export interface LateMessage {
  readonly id: string;
  readonly job: string;
}

/** Messages that were queued for a provider more than so long ago and have not been begun since, oldest first. */
export const lateMessages = async (
  db: Kysely<Database>,
  provider: string,
  graceSeconds: number,
  limit: number,
): Promise<LateMessage[]> => {
  const { rows } = await sql<LateMessage>`
    select id, job from message
    where state = 'queued' and provider = ${provider}
      and queued_at < clock_timestamp() - ${graceSeconds}::float8 * interval '1 second'
    order by queued_at limit ${limit}`.execute(db);
  return rows;
};

/** Messages that were queued so long ago for a provider that this process does not serve, perhaps nobody any more. */
export const orphanedMessages = async (
  db: Kysely<Database>,
  served: readonly string[],
  graceSeconds: number,
  limit: number,
): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from message
    where state = 'queued' and (provider is null or provider <> all(${[...served]}::text[]))
      and queued_at < clock_timestamp() - ${graceSeconds}::float8 * interval '1 second'
    order by queued_at limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
};

/**
 * Messages whose attempt has been open for longer than any send can last: their worker died, perhaps after the
 * provider had taken them. They become `unknown` and wait for a receipt or a person.
 * @returns their ids
 */
export const giveUpAbandoned = async (db: Kysely<Database>, leaseSeconds: number): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    with abandoned as (
      select m.id, a.attempt from message m
      join message_attempt a on a.message_id = m.id and a.attempt = m.attempts
      where m.state = 'sending' and a.ended_at is null
        and a.started_at < clock_timestamp() - ${leaseSeconds}::float8 * interval '1 second'
      for update of m skip locked
    ), closed as (
      update message_attempt a
      set ended_at = clock_timestamp(), outcome = 'unknown', is_provider_fault = false, code = 'abandoned', answer = '发送进程中断，结果不明'
      from abandoned where a.message_id = abandoned.id and a.attempt = abandoned.attempt
    )
    update message set state = 'unknown', failure = '发送进程中断，结果不明，请核对是否送达'
    from abandoned where message.id = abandoned.id
    returning message.id`.execute(db);
  return rows.map(({ id }) => id);
};
