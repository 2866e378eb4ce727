import type { Kysely } from 'kysely';
import type { Database } from '../db/connect.ts';
import type { Logger } from '../runtime/log.ts';
import type { BusinessNow } from './delivery/begin-attempts.ts';
import { createDelivery } from './delivery/deliver.ts';
import { createPace } from './delivery/pace.ts';
import type { RetryPolicy } from './delivery/retry.ts';
import { acceptanceOf, senderFor } from './delivery/sender.ts';
import type { NotifierMetrics } from './metrics.ts';
import type { Outlet } from './outbox/carry.ts';
import type { House } from './providers/kind.ts';
import type { EmailProvider, SmsProvider } from './providers/provider.ts';
import type { ConfiguredProvider } from './providers/providers-file.ts';
import type { QueueBackend } from './queue/port.ts';
import { givesReceipts } from './receipts/gives-receipts.ts';
import { joinReceipts } from './receipts/join-receipts.ts';
import type { RenderOptions } from './templates/render.ts';

export interface OutletDeps {
  readonly db: Kysely<Database>;
  readonly backend: QueueBackend;
  readonly providers: readonly ConfiguredProvider[];
  readonly house: House;
  readonly wording: RenderOptions;
  readonly businessNow: () => BusinessNow;
  readonly retry: RetryPolicy;
  readonly onRetry: (delayMs: number) => void;
  readonly log: Logger;
  readonly metrics: NotifierMetrics | null;
}

export interface OpenOutlets {
  readonly outlets: readonly Outlet[];
  readonly opened: readonly (EmailProvider | SmsProvider)[];
  /** Lets the sends in hand end, then closes queues and providers. */
  close(): Promise<void>;
}

/** Opens every provider with a queue and workers of its own: each has its limits and can stand still alone. */
export const openOutlets = (deps: OutletDeps): OpenOutlets => {
  const all = deps.providers.map((configured) => openOutlet(deps, configured));
  return {
    outlets: all.map(({ outlet }) => outlet),
    opened: all.map(({ provider }) => provider),
    close: async () => {
      await Promise.all(all.map(({ consumer }) => consumer.close()));
      await Promise.all(all.map(({ outlet }) => outlet.queue.close()));
      await Promise.all(all.map(({ provider }) => provider.close()));
    },
  };
};

const openOutlet = (deps: OutletDeps, configured: ConfiguredProvider) => {
  const { db, backend, businessNow, retry, onRetry, log, metrics } = deps;
  const provider = configured.open(deps.house);
  const name = `${provider.channel}-${provider.id}`;
  const handle = createDelivery({
    ...{ db, businessNow, retry, onRetry, log, metrics },
    sender: senderFor(provider, deps.wording),
    pace: createPace(db, provider.id, configured.ratePerSecond),
    // A receipt may be faster than our own note of the sending.
    onSent: givesReceipts(provider) ? (ids) => joinReceipts(db, ids) : undefined,
  });
  const outlet: Outlet = {
    ...{ provider: provider.id, channel: provider.channel, batchSize: provider.batchSize },
    queue: backend.queue(name),
    accepts: acceptanceOf(provider, deps.wording),
    numberLimits: configured.numberLimits ?? [],
  };
  return {
    provider,
    outlet,
    consumer: backend.consume(name, handle, { concurrency: configured.concurrency }),
  };
};
