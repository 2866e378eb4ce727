import { sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { type NumberLimit, type SentToNumber, secondsUntilFree } from '../../domain/notice/number-limits.ts';

/** A provider with its limits for single numbers. */
export interface NumberLimited {
  readonly provider: string;
  readonly numberLimits: readonly NumberLimit[];
}

/** What numbers have had through providers that limit it (流控). */
export interface NumberUse {
  /** In how many seconds the provider may carry the message; 0: at once. */
  waitSeconds(provider: string, messageId: string): number;
  /** The message goes out through the provider now. */
  note(provider: string, messageId: string): void;
}

/** A message that waits in a queue has begun at the latest so long after it was put there, or comes back first. */
const LONGEST_IN_QUEUE_SECONDS = 86_400;

/**
 * Reads what the numbers of these messages have had. Relays that do so take turns until their commit, so that two of them
 * do not each give a number its last place.
 * @returns null where no provider has limits, or no message is concerned
 */
export const readNumberUse = async (
  trx: Transaction<Database>,
  providers: readonly NumberLimited[],
  messageIds: readonly string[],
): Promise<NumberUse | null> => {
  const limited = providers.filter(({ numberLimits }) => numberLimits.length > 0);
  if (limited.length === 0 || messageIds.length === 0) return null;
  await sql`select pg_advisory_xact_lock(hashtext('number limits'))`.execute(trx);
  const wanted = await sql<{ id: string; address: string; notice: string }>`
    select id, address, template as notice from message where id = any(${[...messageIds]}::uuid[])`.execute(
    trx,
  );
  const longest = Math.max(
    ...limited.flatMap(({ numberLimits }) => numberLimits.map(({ withinSeconds }) => withinSeconds)),
  );
  const known = await readSent(
    trx,
    limited.map(({ provider }) => provider),
    [...new Set(wanted.rows.map(({ address }) => address))],
    longest,
  );
  const sent = new Map<string, SentToNumber[]>();
  const noted = (provider: string, address: string): SentToNumber[] => {
    const key = `${provider} ${address}`;
    const list = sent.get(key) ?? [];
    sent.set(key, list);
    return list;
  };
  for (const { provider, address, notice, secondsAgo } of known)
    noted(provider, address).push({ notice, secondsAgo });
  const byId = new Map(wanted.rows.map((row) => [row.id, row]));
  const limitsOf = new Map(limited.map(({ provider, numberLimits }) => [provider, numberLimits]));
  return {
    waitSeconds: (provider, messageId) => {
      const message = byId.get(messageId);
      const limits = limitsOf.get(provider);
      if (message === undefined || limits === undefined) return 0;
      return secondsUntilFree(limits, noted(provider, message.address), message.notice);
    },
    note: (provider, messageId) => {
      const message = byId.get(messageId);
      if (message !== undefined)
        noted(provider, message.address).push({ notice: message.notice, secondsAgo: 0 });
    },
  };
};

interface Sent extends SentToNumber {
  readonly provider: string;
  readonly address: string;
}

/** Attempts that were taken, may have been, or go on; and what waits in the providers' queues. */
const readSent = async (
  trx: Transaction<Database>,
  providers: readonly string[],
  addresses: readonly string[],
  longestSeconds: number,
): Promise<readonly Sent[]> => {
  const ofNumbers = sql`m.channel = 'sms' and m.address = any(${[...addresses]}::text[])`;
  const since = sql`clock_timestamp() - ${longestSeconds + LONGEST_IN_QUEUE_SECONDS}::float8 * interval '1 second'`;
  const { rows } = await sql<Sent>`
    select a.provider, m.address, m.template as notice,
      extract(epoch from clock_timestamp() - a.started_at)::float8 as seconds_ago
    from message m join message_attempt a on a.message_id = m.id
    where ${ofNumbers} and m.queued_at > ${since} and a.provider = any(${[...providers]}::text[])
      and a.started_at > clock_timestamp() - ${longestSeconds}::float8 * interval '1 second'
      and (a.outcome is null or a.outcome in ('sent', 'unknown'))
    union all
    select m.provider, m.address, m.template, 0 from message m
    where ${ofNumbers} and m.queued_at > ${since} and m.provider = any(${[...providers]}::text[])
      and m.state = 'queued'`.execute(trx);
  return rows;
};

const REASON = '该号码近期接收短信已达服务商的流控上限，顺延后再发';

/** A message whose number may not get it yet, and in how long it may. */
export interface HeldBack {
  readonly id: string;
  readonly waitSeconds: number;
}

/** Leaves messages in the outbox until their numbers are free: deferred, never dropped. */
export const holdBack = async (trx: Transaction<Database>, held: readonly HeldBack[]): Promise<void> => {
  if (held.length === 0) return;
  await sql`
    update message m
    set not_before = clock_timestamp() + h.wait * interval '1 second', failure_class = 'temporary', failure = ${REASON}
    from unnest(${held.map(({ id }) => id)}::uuid[], ${held.map(({ waitSeconds }) => waitSeconds)}::float8[])
      as h (id, wait)
    where m.id = h.id`.execute(trx);
};
