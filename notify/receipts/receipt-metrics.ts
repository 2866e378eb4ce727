import type { Metrics } from '../../runtime/metrics.ts';

/** What is counted of receipts; labels name provider, way and state, never a person. */
export interface ReceiptMetrics {
  received(provider: string, way: string, state: string, isJoined: boolean): void;
  /** A push that was answered with something else than 200. */
  refused(provider: string, status: number): void;
  /** Messages that were flagged because no receipt ever came. */
  missing(provider: string, count: number): void;
}

export const createReceiptMetrics = (metrics: Metrics): ReceiptMetrics => {
  const received = metrics.counter('receipts_total', 'Receipts by what they say', [
    ...['provider', 'way', 'state', 'joined'],
  ]);
  const refused = metrics.counter('receipt_pushes_refused_total', 'Pushed receipts that were not taken', [
    ...['provider', 'status'],
  ]);
  const missing = metrics.counter('receipts_missing_total', 'Sent messages that never got a receipt', [
    'provider',
  ]);
  return {
    received: (provider, way, state, isJoined) =>
      received.inc({ provider, way, state, joined: isJoined ? 'yes' : 'no' }),
    refused: (provider, status) => refused.inc({ provider, status: String(status) }),
    missing: (provider, count) => missing.inc({ provider }, count),
  };
};
