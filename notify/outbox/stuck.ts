import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { ClaimedMessage } from './claim.ts';
import type { Channel } from './new-notice.ts';

/** Messages of a channel that were marked `queued` more than so long ago and have not been taken up since. */
export const countLongQueued = async (
  db: Kysely<Database>,
  channel: Channel,
  graceSeconds: number,
): Promise<{ readonly queued: number; readonly late: number }> => {
  const { rows } = await sql<{ queued: number; late: number }>`
    select count(*) as queued,
      count(*) filter (where queued_at < clock_timestamp() - ${graceSeconds} * interval '1 second') as late
    from message where state = 'queued' and channel = ${channel}`.execute(db);
  return rows[0] ?? { queued: 0, late: 0 };
};

/** The late ones, oldest first, with their time renewed, to be put into their queue once more. */
export const takeLongQueued = async (
  db: Kysely<Database>,
  channel: Channel,
  graceSeconds: number,
  limit: number,
): Promise<ClaimedMessage[]> => {
  const { rows } = await sql<ClaimedMessage>`
    with late as (
      select id from message
      where state = 'queued' and channel = ${channel}
        and queued_at < clock_timestamp() - ${graceSeconds} * interval '1 second'
      order by queued_at limit ${limit} for update skip locked
    )
    update message set queued_at = clock_timestamp() where id in (select id from late)
    returning id, channel, lane`.execute(db);
  return rows;
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
        and a.started_at < clock_timestamp() - ${leaseSeconds} * interval '1 second'
      for update of m skip locked
    ), closed as (
      update message_attempt a
      set ended_at = clock_timestamp(), outcome = 'unknown', code = 'abandoned', answer = '发送进程中断，结果不明'
      from abandoned where a.message_id = abandoned.id and a.attempt = abandoned.attempt
    )
    update message set state = 'unknown', failure = '发送进程中断，结果不明，请核对是否送达'
    from abandoned where message.id = abandoned.id
    returning message.id`.execute(db);
  return rows.map(({ id }) => id);
};
