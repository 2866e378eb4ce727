import { openDatabase } from '../db/connect.ts';
import { databaseAnswers } from '../db/database-answers.ts';
import { registerProviders } from '../db/delivery/providers.ts';
import { SHIFT_RULES, type ShiftRules } from '../domain/notice/shift-weights.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { DEFAULT_CAMPAIGN_SECONDS, startCampaigns } from './campaigns/campaign-round.ts';
import { SIGNAL_TIMES, type SignalTimes } from './choice/signals.ts';
import { DEFAULT_WATCH_SECONDS, startWatch } from './choice/start-watch.ts';
import type { BusinessNow } from './delivery/begin-attempts.ts';
import { DEFAULT_RETRY, type RetryPolicy } from './delivery/retry.ts';
import { createNotifierMetrics } from './metrics.ts';
import { waitUntilDrained } from './outbox/drained.ts';
import { DEFAULT_RELAY_TIMES, type Relay, type RelayTimes, startRelay } from './outbox/relay.ts';
import { openOutlets } from './outlets.ts';
import type { EmailProvider, SmsProvider } from './providers/provider.ts';
import type { ConfiguredProvider } from './providers/providers-file.ts';
import { openQueueBackend } from './queue/bullmq-backend.ts';
import { RECEIPT_TIMES, type ReceiptTimes, startReceipts } from './receipts/start-receipts.ts';
import { DEFAULT_LINK_SECONDS, startLinkRounds } from './unit-links/link-round.ts';

export interface NotifierOptions {
  readonly databaseUrl: string;
  /** Redis for the queues where it is given, else BullMQ's PostgreSQL backend in `databaseUrl`. */
  readonly redisUrl?: string | undefined;
  readonly providers: readonly ConfiguredProvider[];
  /** Sender of every mail, `局名 <notice@example.gov.cn>`. */
  readonly from: string;
  /**
   * Business time, by which messages expire. `'message-time'` handles each message at its own business time, as a
   * notifier without delay would: for a rehearsal, whose time leaps ahead while a mail is still on its way.
   */
  readonly clock: Clock | 'message-time';
  /** Marks everything that goes out 【演练】. */
  readonly rehearsal: boolean;
  /** Where officers reach the system; stands in their mails. */
  readonly systemUrl?: string | undefined;
  /**
   * Address of a unit's link, from its id; without it units are sent no links. With the clock `'message-time'` each link
   * bears the business time of what asks for it.
   */
  readonly linkAddress?: ((linkId: string) => string) | undefined;
  readonly log: Logger;
  readonly metrics?: Metrics | undefined;
  readonly times?: Partial<NotifierTimes> | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  readonly rules?: Partial<ShiftRules> | undefined;
  /** Where providers push receipts to; without it none are pushed. */
  readonly receiptServer?: { readonly host: string; readonly port: number } | undefined;
}

export interface NotifierTimes extends RelayTimes, SignalTimes, ReceiptTimes {
  readonly jobLockSeconds: number;
  /** How often the providers' signals are read. @default {@link DEFAULT_WATCH_SECONDS} */
  readonly watchSeconds: number;
  /** How often campaigns are looked at for missing rows. @default {@link DEFAULT_CAMPAIGN_SECONDS} */
  readonly campaignSeconds: number;
  /** How often units' links and statements are looked at. @default {@link DEFAULT_LINK_SECONDS} */
  readonly linkSeconds: number;
}

export interface Notifier {
  readonly queueKind: 'redis' | 'postgres';
  /** As the installation configured them, open until {@link stop}. */
  readonly providers: readonly (EmailProvider | SmsProvider)[];
  /** Of the server for pushed receipts; null where there is none. */
  readonly receiptsPort: number | null;
  /** Its database answers. What waits for a queue that is away stays in the outbox. */
  isReady(): Promise<boolean>;
  /**
   * Resolves when no message is created (and due), queued or sending any more.
   * @throws after `timeoutSeconds`, with the counts that are left
   */
  drained(options?: { readonly timeoutSeconds?: number }): Promise<void>;
  /** Takes nothing new, lets the sends in hand end, closes everything in reverse order. */
  stop(): Promise<void>;
}

/** Statements of a provider's workers that may run at once: one that begins, one that ends, one of its pace. */
const CONNECTIONS_PER_PROVIDER = 3;
/** For both relays, the watch, the campaigns and whoever waits. */
const CONNECTIONS_BESIDE = 6;

/** The delivery side in one piece: relay, queues, delivery workers, providers and the watch over them. */
export const startNotifier = async (options: NotifierOptions): Promise<Notifier> => {
  const { databaseUrl, clock, log, providers } = options;
  const times = {
    ...DEFAULT_RELAY_TIMES,
    ...SIGNAL_TIMES,
    ...RECEIPT_TIMES,
    watchSeconds: DEFAULT_WATCH_SECONDS,
    campaignSeconds: DEFAULT_CAMPAIGN_SECONDS,
    linkSeconds: DEFAULT_LINK_SECONDS,
    ...options.times,
  };
  const metrics = options.metrics === undefined ? null : createNotifierMetrics(options.metrics);
  const businessNow = (): BusinessNow =>
    clock === 'message-time' ? null : new Date(clock.now()).toISOString();

  const backend = await openQueueBackend({
    databaseUrl,
    redisUrl: options.redisUrl,
    lockSeconds: options.times?.jobLockSeconds,
    log,
  });
  const db = openDatabase(databaseUrl, {
    byIndex: true,
    max: CONNECTIONS_PER_PROVIDER * providers.length + CONNECTIONS_BESIDE,
    applicationName: 'inspection-notifier',
  });
  await registerProviders(db, providers);
  let relay: Relay | null = null;
  const { outlets, opened, close } = openOutlets({
    ...{ db, backend, businessNow, log, metrics },
    providers,
    house: { from: options.from, log },
    wording: {
      rehearsal: options.rehearsal,
      systemUrl: options.systemUrl,
      linkAddress: options.linkAddress,
    },
    retry: { ...DEFAULT_RETRY, ...options.retry },
    onRetry: (delayMs) => relay?.wakeIn(delayMs),
  });
  let isDraining = false;
  relay = startRelay({
    ...{ ...times, db, databaseUrl, outlets, businessNow, times, log, metrics },
    isDraining: () => isDraining,
  });
  const { wakeIn } = relay;
  const watch = startWatch({
    ...{ db, providers: opened, signals: times, openSeconds: times.openSeconds },
    rules: { ...SHIFT_RULES, ...options.rules },
    everySeconds: times.watchSeconds,
    ...{ log, metrics },
  });
  const campaigns = startCampaigns({ db, businessNow, log, everySeconds: times.campaignSeconds });
  const links =
    options.linkAddress === undefined
      ? null
      : startLinkRounds({ db, businessNow, log, everySeconds: times.linkSeconds });
  const stopSending = async (): Promise<void> => {
    await links?.stop();
    await campaigns.stop();
    await relay.stop();
    await watch.stop();
  };
  const receipts = await startReceipts({
    ...{ db, providers: opened, times, log, metrics: options.metrics },
    server: options.receiptServer ?? null,
  }).catch(async (error: unknown) => {
    await stopSending();
    await close();
    await db.destroy();
    throw error;
  });

  return {
    queueKind: backend.kind,
    providers: opened,
    receiptsPort: receipts.port,
    isReady: () => databaseAnswers(db),
    drained: async ({ timeoutSeconds } = {}) => {
      isDraining = true;
      wakeIn(0);
      try {
        await waitUntilDrained(db, businessNow, timeoutSeconds);
      } finally {
        isDraining = false;
      }
    },
    stop: async () => {
      await stopSending();
      await receipts.stop();
      await close();
      await db.destroy();
    },
  };
};
