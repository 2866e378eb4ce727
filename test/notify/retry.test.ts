import fc from 'fast-check';
import { isProviderFault } from '../../notify/delivery/finish-attempts.ts';
import type { Outcome } from '../../notify/delivery/outcome.ts';
import { DEFAULT_RETRY, nextState, retryDelay } from '../../notify/delivery/retry.ts';

const busy = (more: object = {}): Outcome => ({ kind: 'temporary', code: '451', answer: '', ...more });

describe('the next try', () => {
  it('comes after at most twice as long each time, at most five minutes', () => {
    const longest = (attempt: number) => retryDelay(attempt, DEFAULT_RETRY, () => 1);
    expect([1, 2, 3, 8, 9, 600].map(longest)).toEqual([2_000, 4_000, 8_000, 256_000, 300_000, 300_000]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (n, random) => {
          const delay = retryDelay(n, DEFAULT_RETRY, () => random);
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(longest(n));
        },
      ),
    );
  });

  it('comes when the provider says, where it says so', () => {
    const { delayMs } = nextState(busy({ retryAfterMs: 900_000 }), 1, DEFAULT_RETRY);
    expect(delayMs).toBe(900_000);
    expect(nextState(busy({ againInMs: 301_000 }), 9, DEFAULT_RETRY).delayMs).toBe(301_000);
  });

  it('outlasts a day of refusals on average', () => {
    const { maxAttempts } = DEFAULT_RETRY;
    const attempts = Array.from({ length: maxAttempts - 1 }, (_, n) => n + 1);
    const seconds = attempts.reduce((sum, n) => sum + retryDelay(n, DEFAULT_RETRY, () => 0.5), 0) / 1_000;
    expect(seconds).toBeGreaterThan(24 * 3_600);
    expect(nextState(busy(), maxAttempts, DEFAULT_RETRY)).toMatchObject({
      state: 'failed',
      failureClass: 'temporary',
    });
  });
});

describe('an outcome', () => {
  it.each<[Outcome, boolean]>([
    [{ kind: 'sent', code: '250', answer: '', reference: 'r' }, false],
    [busy(), true],
    [{ kind: 'unknown', code: 'TIMEOUT', answer: '' }, true],
    [busy({ isProviderFault: false }), false],
    [{ kind: 'permanent', code: 'template', answer: '', isInvalid: true }, false],
  ])('%j speaks against its provider: %s', (outcome, is) => {
    expect(isProviderFault(outcome)).toBe(is);
  });
});
