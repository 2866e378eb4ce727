import type { Metrics } from '../runtime/metrics.ts';
import type { Channel } from './outbox/new-notice.ts';

/** What the notifier counts; labels name channel, provider and outcome, never a person. */
export interface NotifierMetrics {
  queued(count: number): void;
  ended(channel: Channel, provider: string, outcome: string): void;
  /** Returns the function that stops the clock. */
  startSending(channel: Channel, provider: string): () => void;
  /** Age of the oldest message that nobody carries yet, and how many have an unknown outcome. */
  observe(state: { readonly lagSeconds: number; readonly waiting: number; readonly unknown: number }): void;
}

export const createNotifierMetrics = (metrics: Metrics): NotifierMetrics => {
  const queued = metrics.counter('messages_queued_total', 'Messages handed from the outbox to a queue');
  const ended = metrics.counter('message_attempts_total', 'Attempts by how they ended', [
    'channel',
    'provider',
    'outcome',
  ]);
  const sending = metrics.histogram('message_send_seconds', 'Time a provider took to answer', [
    'channel',
    'provider',
  ]);
  const lag = metrics.gauge('outbox_lag_seconds', 'Age of the oldest message not handed to a queue yet');
  const waiting = metrics.gauge('outbox_waiting', 'Messages not handed to a queue yet');
  const unknown = metrics.gauge('messages_unknown', 'Messages whose outcome is unknown');
  return {
    queued: (count) => queued.inc(count),
    ended: (channel, provider, outcome) => ended.inc({ channel, provider, outcome }),
    startSending: (channel, provider) => sending.startTimer({ channel, provider }),
    observe: (state) => {
      lag.set(state.lagSeconds);
      waiting.set(state.waiting);
      unknown.set(state.unknown);
    },
  };
};
