/** A pulse that a thread shows as long as its code comes to an end: a count that grows in memory of both threads. */

const BEAT_MS = 1_000;
/** So many looks of a living process without a beat: not a busy thread, but code that never ends. */
const LOOKS_UNTIL_STUCK = 30;

export const newPulse = (): SharedArrayBuffer => new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);

/** In the watched thread: beats whenever its loop turns. */
export const beat = (pulse: SharedArrayBuffer, everyMs = BEAT_MS): void => {
  const count = new Int32Array(pulse);
  setInterval(() => Atomics.add(count, 0, 1), everyMs).unref();
};

/**
 * In the thread that watches. Looks are counted, not seconds: a machine that slept has not stuck.
 * @returns ends the watching
 */
export const watchPulse = (
  pulse: SharedArrayBuffer,
  onStuck: () => void,
  everyMs = BEAT_MS,
): (() => void) => {
  const count = new Int32Array(pulse);
  let seen = 0;
  let looks = 0;
  const timer = setInterval(() => {
    const now = Atomics.load(count, 0);
    looks = now === seen ? looks + 1 : 0;
    seen = now;
    if (looks < LOOKS_UNTIL_STUCK) return;
    clearInterval(timer);
    onStuck();
  }, everyMs).unref();
  return () => clearInterval(timer);
};
