import { sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';

export interface SignalTimes {
  /** Faults are counted over so long. */
  readonly faultWindowSeconds: number;
  /** Slow attempts are counted over so long. */
  readonly slowWindowSeconds: number;
  /** An answer that took longer is slow. */
  readonly slowAnswerSeconds: number;
  /** A receipt that came later, or has not come by then, is slow. */
  readonly slowReceiptSeconds: number;
  /** So many faults one after the other open the breaker. */
  readonly breakerFaults: number;
}

export const SIGNAL_TIMES: SignalTimes = {
  faultWindowSeconds: 60,
  slowWindowSeconds: 900,
  slowAnswerSeconds: 10,
  slowReceiptSeconds: 300,
  breakerFaults: 10,
};

/** What the recorded attempts say of a provider. */
export interface Signals {
  readonly id: string;
  /** Null where its weight never changed. */
  readonly secondsSinceShift: number | null;
  /** Attempts since its weight changed, of the last minute at most. */
  readonly ended: number;
  readonly faults: number;
  /** Attempts since its weight changed that can be called slow or not. */
  readonly timed: number;
  readonly slow: number;
  /** The latest attempts were temporary faults, as many as open the breaker. */
  readonly isRefusing: boolean;
  /** The latest attempt that began after the breaker opened was none. */
  readonly isBack: boolean;
}

/** Newest attempts that are looked at: enough for a share, and the cost stays the same at any rate. */
const MOST = 2_000;

/**
 * Counts signals from the facts, so that every process sees the same and a restart forgets nothing.
 * @param withReceipts providers that report what became of a message
 */
export const readSignals = async (
  trx: Transaction<Database>,
  ids: readonly string[],
  withReceipts: readonly string[],
  times: SignalTimes,
): Promise<Signals[]> => {
  const seconds = (count: number) => sql`${count}::float8 * interval '1 second'`;
  const { rows } = await sql<Signals>`
    select p.id, extract(epoch from clock_timestamp() - p.shifted_at)::float8 as seconds_since_shift,
      r.ended, r.faults, s.timed, s.slow, l.is_refusing, coalesce(b.is_back, false) as is_back
    from delivery_provider p,
    lateral (
      select count(*) as ended, count(*) filter (where is_provider_fault) as faults from (
        select is_provider_fault from message_attempt
        where provider = p.id and started_at > clock_timestamp() - ${seconds(times.faultWindowSeconds)}
          and started_at > coalesce(p.shifted_at, '-infinity') and ended_at is not null
        order by started_at desc limit ${MOST}
      ) latest
    ) r,
    lateral (
      select count(is_slow) as timed, count(*) filter (where is_slow) as slow from (
        select case
          when ended_at - started_at > ${seconds(times.slowAnswerSeconds)} then true
          when outcome <> 'sent' or not (p.id = any(${[...withReceipts]}::text[])) then false
          when exists (select from message_receipt m where m.message_id = a.message_id
            and m.state in ('delivered', 'failed')
            and m.received_at <= a.ended_at + ${seconds(times.slowReceiptSeconds)}) then false
          -- Null, and not counted, while its receipt may still come in time.
          when ended_at < clock_timestamp() - ${seconds(times.slowReceiptSeconds)} then true
        end as is_slow
        from (
          select message_id, started_at, ended_at, outcome from message_attempt
          where provider = p.id and started_at > clock_timestamp() - ${seconds(times.slowWindowSeconds)}
            and started_at > coalesce(p.shifted_at, '-infinity') and ended_at is not null
          order by started_at desc limit ${MOST}
        ) a
      ) judged
    ) s,
    lateral (
      select count(*) = ${times.breakerFaults} and bool_and(is_provider_fault and outcome = 'temporary') as is_refusing
      from (
        select is_provider_fault, outcome from message_attempt
        where provider = p.id and started_at > clock_timestamp() - ${seconds(times.faultWindowSeconds)}
          and ended_at is not null
        order by started_at desc limit ${times.breakerFaults}
      ) last
    ) l
    left join lateral (
      select not is_provider_fault as is_back from message_attempt
      where p.open_until is not null and provider = p.id and ended_at is not null and started_at > (
        select max(at) from delivery_change where provider = p.id and kind = 'opened')
      order by started_at desc limit 1
    ) b on true
    where p.id = any(${[...ids]}::text[])`.execute(trx);
  return rows;
};
