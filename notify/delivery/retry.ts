import type { NextState } from './finish-attempts.ts';
import type { Outcome } from './outcome.ts';

export interface RetryPolicy {
  /** Longest wait before the second attempt; doubled for each further one. */
  readonly baseMs: number;
  readonly maxMs: number;
  /** After so many attempts the message is failed, unless it expired before. */
  readonly maxAttempts: number;
}

/**
 * More than a day of refused attempts, on average. An outage costs far fewer: the breaker lets a provider that refuses
 * everything alone, and what waits in the outbox uses up nothing. A message with an expiry ends by it.
 */
export const DEFAULT_RETRY: RetryPolicy = { baseMs: 2_000, maxMs: 300_000, maxAttempts: 600 };

/** Exponential with full jitter, so that a provider that comes back is not met by everything at once. */
export const retryDelay = (
  attempt: number,
  policy: RetryPolicy,
  random: () => number = Math.random,
): number => Math.ceil(random() * Math.min(policy.maxMs, policy.baseMs * 2 ** (attempt - 1)));

/** What becomes of a message after its attempt ended so. */
export const nextState = (outcome: Outcome, attempt: number, policy: RetryPolicy): NextState => {
  const { kind } = outcome;
  if (kind === 'sent' || kind === 'unknown') return { state: kind, failureClass: null, delayMs: 0 };
  if (kind === 'permanent') {
    return {
      state: 'failed',
      failureClass: outcome.isInvalid === true ? 'validation' : 'permanent',
      delayMs: 0,
    };
  }
  if (attempt >= policy.maxAttempts) return { state: 'failed', failureClass: 'temporary', delayMs: 0 };
  const delayMs = outcome.againInMs ?? Math.max(retryDelay(attempt, policy), outcome.retryAfterMs ?? 0);
  return { state: 'created', failureClass: 'temporary', delayMs };
};
