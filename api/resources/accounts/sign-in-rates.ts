/** Tries of one address; the lockout of an account is counted apart, in the facts. */
export const SIGN_IN_RATE = { max: 20, timeWindow: '1 minute' } as const;
