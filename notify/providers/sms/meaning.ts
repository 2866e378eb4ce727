import type { Outcome } from '../../delivery/outcome.ts';

/**
 * What a provider's refusal means for the message. All but `unclear` say for certain that it was not taken.
 * busy: too many at once. account: balance, key, address list: nothing of ours passes until somebody acts.
 * template: this template or signature does not pass. number-limit: this number had enough for now.
 * bad-number: there is no such number. refused-number: it wants nothing from us, or is locked. content: the words.
 * unclear: may have been taken.
 */
export type Meaning =
  | 'busy'
  | 'account'
  | 'template'
  | 'number-limit'
  | 'bad-number'
  | 'refused-number'
  | 'content'
  | 'unclear';

/** Meanings that concern single numbers of a call: one of them holds back the whole call. */
export const OF_ONE_NUMBER: ReadonlySet<Meaning> = new Set([
  'number-limit',
  'bad-number',
  'refused-number',
  'content',
]);

const BUSY_REST_MS = 1_000;
/** A locked account is not asked again at once: somebody has to act first. */
const ACCOUNT_REST_MS = 5 * 60_000;

/** The outcome of an attempt that the provider refused. */
export const refusal = (meaning: Meaning, code: string, answer: string): Outcome => {
  const answered = { code, answer };
  switch (meaning) {
    case 'busy':
      return { kind: 'temporary', ...answered, retryAfterMs: BUSY_REST_MS };
    case 'account':
      return { kind: 'temporary', ...answered, retryAfterMs: ACCOUNT_REST_MS };
    case 'template':
      return { kind: 'temporary', ...answered };
    case 'number-limit':
      return { kind: 'temporary', ...answered, isProviderFault: false };
    case 'bad-number':
      return { kind: 'permanent', ...answered, isProviderFault: false, isBadAddress: true };
    case 'refused-number':
      return { kind: 'permanent', ...answered, isProviderFault: false };
    case 'content':
      return { kind: 'permanent', ...answered, isProviderFault: false, isInvalid: true };
    case 'unclear':
      return { kind: 'unknown', ...answered };
  }
};

/** A message that must not go to this provider: it should have been passed over when one was chosen. */
export const notForUs = (problem: string): Outcome => ({
  kind: 'permanent',
  code: 'not-filed',
  answer: problem,
  isInvalid: true,
  isProviderFault: false,
});
