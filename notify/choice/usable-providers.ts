import { sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { ProviderState } from '../../domain/notice/choose-provider.ts';
import type { Channel } from '../outbox/new-notice.ts';

/**
 * A channel's providers as they stand, held so that no pause and no shift comes between the choice and its commit.
 * Several relays may hold them at once.
 * @param ids those that this process serves
 */
export const holdProviders = async (
  trx: Transaction<Database>,
  channel: Channel,
  ids: readonly string[],
): Promise<ProviderState[]> => {
  const { rows } = await sql<ProviderState>`
    select p.id, p.weight, p.paused or c.paused as is_paused, p.open_until is not null as is_open
    from delivery_provider p join delivery_channel c on c.channel = p.channel
    where p.channel = ${channel} and p.id = any(${[...ids]}::text[])
    order by p.id
    for share`.execute(trx);
  return rows;
};

/**
 * Takes the right to probe a provider whose breaker (熔断) has been open long enough: one relay gets it, for one message,
 * and the next probe is due after another pause.
 * @returns the provider to probe, or null
 */
export const takeProbe = async (
  trx: Transaction<Database>,
  channel: Channel,
  ids: readonly string[],
  openSeconds: number,
): Promise<string | null> => {
  const { rows } = await sql<{ id: string }>`
    update delivery_provider set open_until = clock_timestamp() + ${openSeconds}::float8 * interval '1 second'
    where id = (
      select p.id from delivery_provider p join delivery_channel c on c.channel = p.channel
      where p.channel = ${channel} and p.id = any(${[...ids]}::text[])
        and p.open_until <= clock_timestamp() and not p.paused and not c.paused
      order by p.open_until limit 1
      for no key update of p skip locked
    )
    returning id`.execute(trx);
  return rows[0]?.id ?? null;
};
