import type { Metrics } from '../runtime/metrics.ts';
import type { Channel } from './outbox/new-notice.ts';
import type { OutboxState } from './outbox/observe.ts';

export interface ProviderFigures {
  readonly weight: number;
  readonly isOpen: boolean;
  readonly isPaused: boolean;
  /** Of the last minutes' attempts, 0 to 1. */
  readonly slowShare: number;
}

/** What the notifier counts; labels name channel, provider and outcome, never a person. */
export interface NotifierMetrics {
  queued(count: number): void;
  ended(channel: Channel, provider: string, outcome: string, count: number): void;
  /** Returns the function that stops the clock. */
  startSending(channel: Channel, provider: string): () => void;
  observe(state: OutboxState): void;
  provider(channel: Channel, provider: string, figures: ProviderFigures): void;
  /** Jobs in a provider's queue. */
  depth(channel: Channel, provider: string, jobs: number): void;
}

const OF_PROVIDER = ['channel', 'provider'] as const;

export const createNotifierMetrics = (metrics: Metrics): NotifierMetrics => {
  const queued = metrics.counter('messages_queued_total', 'Messages handed from the outbox to a queue');
  const ended = metrics.counter('message_attempts_total', 'Attempts by how they ended', [
    ...OF_PROVIDER,
    'outcome',
  ]);
  const sending = metrics.histogram('message_send_seconds', 'Time a provider took to answer', OF_PROVIDER);
  const lag = metrics.gauge('outbox_lag_seconds', 'Age of the oldest due message not handed to a queue yet');
  const waiting = metrics.gauge(
    'outbox_waiting',
    'Messages not handed to a queue yet, deferred ones included',
  );
  const unknown = metrics.gauge('messages_unknown', 'Messages whose outcome is unknown');
  const weight = metrics.gauge('provider_weight', 'Share of its channel that a provider gets', OF_PROVIDER);
  const open = metrics.gauge('provider_open', '1 while a provider is left alone but for probes', OF_PROVIDER);
  const paused = metrics.gauge('provider_paused', '1 while a person has stopped a provider', OF_PROVIDER);
  const slow = metrics.gauge(
    'provider_slow_share',
    'Share of recent attempts that took too long',
    OF_PROVIDER,
  );
  const depth = metrics.gauge('queue_jobs', 'Jobs in a provider’s queue', OF_PROVIDER);
  return {
    queued: (count) => queued.inc(count),
    ended: (channel, provider, outcome, count) => ended.inc({ channel, provider, outcome }, count),
    startSending: (channel, provider) => sending.startTimer({ channel, provider }),
    observe: (state) => {
      lag.set(state.lagSeconds);
      waiting.set(state.waiting);
      unknown.set(state.unknown);
    },
    provider: (channel, provider, figures) => {
      const labels = { channel, provider };
      weight.set(labels, figures.weight);
      open.set(labels, figures.isOpen ? 1 : 0);
      paused.set(labels, figures.isPaused ? 1 : 0);
      slow.set(labels, figures.slowShare);
    },
    depth: (channel, provider, jobs) => depth.set({ channel, provider }, jobs),
  };
};
