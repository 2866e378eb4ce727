/** Asking again while something is down, and waiting for what must come about. */
import { setTimeout as wait } from 'node:timers/promises';

const AGAIN_AFTER_MS = 250;
const LIMIT_MS = 300_000;

/** Tries until it works. @throws the last error after five minutes */
export const patiently = async <T>(work: () => Promise<T>): Promise<T> => {
  const giveUpAt = Date.now() + LIMIT_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await wait(AGAIN_AFTER_MS);
    }
  }
};

/** Waits until something holds, whatever is down meanwhile. @throws naming what did not come about */
export const until = async (
  what: string,
  holds: () => Promise<boolean>,
  limitMs = LIMIT_MS,
): Promise<void> => {
  const giveUpAt = Date.now() + limitMs;
  while (!(await patiently(holds))) {
    if (Date.now() > giveUpAt) throw new Error(`it did not come about: ${what}`);
    await wait(AGAIN_AFTER_MS);
  }
};
