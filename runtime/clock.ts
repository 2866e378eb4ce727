/**
 * The clock a process is given. Expiry, quiet hours, link lifetimes and everything on paper go by it, so that
 * a rehearsal can run them at the rehearsed time; only `recordedAt` is the machine's own clock.
 */
export interface Clock {
  /** Business time, epoch milliseconds. */
  now(): number;
}

/** The machine's own clock: business time of a live system. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that somebody moves: business time of a rehearsal and of tests. */
export function settableClock(startMs: number): Clock & { set(ms: number): void } {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    set: (ms) => {
      nowMs = ms;
    },
  };
}
