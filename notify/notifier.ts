import { openDatabase } from '../db/connect.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { BusinessNow } from './delivery/attempt.ts';
import { createDelivery } from './delivery/deliver.ts';
import { DEFAULT_RETRY, type RetryPolicy } from './delivery/retry.ts';
import { type ChannelSender, emailSender, smsSender } from './delivery/sender.ts';
import { createNotifierMetrics } from './metrics.ts';
import { waitUntilDrained } from './outbox/drained.ts';
import type { Channel } from './outbox/new-notice.ts';
import { DEFAULT_RELAY_TIMES, type RelayTimes, startRelay } from './outbox/relay.ts';
import { createSmsGatewayProvider } from './providers/sms-gateway.ts';
import { createSmtpProvider } from './providers/email/smtp.ts';
import { openQueueBackend } from './queue/bullmq-backend.ts';

export interface NotifierOptions {
  readonly databaseUrl: string;
  /** Redis for the queues where it is given, else BullMQ's PostgreSQL backend in `databaseUrl`. */
  readonly redisUrl?: string | undefined;
  readonly smtpUrl: string;
  readonly smsUrl: string;
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
  readonly log: Logger;
  readonly metrics?: Metrics | undefined;
  readonly times?: Partial<RelayTimes & { readonly jobLockSeconds: number }> | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** Messages in hand at once, per channel. @default {@link DEFAULT_CONCURRENCY} */
  readonly concurrency?: number | undefined;
}

export interface Notifier {
  readonly queueKind: 'redis' | 'postgres';
  /**
   * Resolves when no message is created (and due), queued or sending any more.
   * @throws after `timeoutSeconds`, with the counts that are left
   */
  drained(options?: { readonly timeoutSeconds?: number }): Promise<void>;
  /** Takes nothing new, lets the sends in hand end, closes everything in reverse order. */
  stop(): Promise<void>;
}

const DEFAULT_CONCURRENCY = 10;

/** The delivery side in one piece: relay, queues, delivery workers, providers. */
export const startNotifier = async (options: NotifierOptions): Promise<Notifier> => {
  const { databaseUrl, clock, log } = options;
  const concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
  const times = { ...DEFAULT_RELAY_TIMES, ...options.times };
  const retry = { ...DEFAULT_RETRY, ...options.retry };
  const metrics = options.metrics === undefined ? null : createNotifierMetrics(options.metrics);
  const businessNow = (): BusinessNow =>
    clock === 'message-time' ? null : new Date(clock.now()).toISOString();

  const backend = await openQueueBackend({
    databaseUrl,
    redisUrl: options.redisUrl,
    lockSeconds: options.times?.jobLockSeconds,
    log,
  });
  const db = openDatabase(databaseUrl, { max: concurrency, applicationName: 'inspection-notifier' });
  const smtp = createSmtpProvider({ url: options.smtpUrl, from: options.from });
  const sms = createSmsGatewayProvider({ url: options.smsUrl });
  const wording = { rehearsal: options.rehearsal, systemUrl: options.systemUrl };
  const senders: Readonly<Record<Channel, ChannelSender>> = {
    email: emailSender(smtp, wording),
    sms: smsSender(sms, wording),
  };
  const queues = {
    email: backend.queue(queueName(senders.email)),
    sms: backend.queue(queueName(senders.sms)),
  };
  const consumers = Object.values(senders).map((sender) =>
    backend.consume(queueName(sender), createDelivery({ db, sender, businessNow, retry, log, metrics }), {
      concurrency,
    }),
  );
  const relay = startRelay({ db, databaseUrl, queues, businessNow, times, log, metrics });

  return {
    queueKind: backend.kind,
    drained: ({ timeoutSeconds } = {}) => waitUntilDrained(db, businessNow, timeoutSeconds),
    stop: async () => {
      await relay.stop();
      await Promise.all(consumers.map((consumer) => consumer.close()));
      await Promise.all([queues.email.close(), queues.sms.close()]);
      await Promise.all([smtp.close(), sms.close()]);
      await db.destroy();
    },
  };
};

/** One queue per channel and provider: each has its own limits and can stand still alone. */
const queueName = ({ channel, provider }: ChannelSender): string => `${channel}-${provider}`;
