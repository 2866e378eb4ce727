import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../../../runtime/log.ts';
import type { Session } from './session.ts';

export interface Link {
  /** The bound session, waited for at most so long; null where there is none. */
  session(waitMs: number): Promise<Session | null>;
  close(): Promise<void>;
}

export interface LinkOptions {
  readonly open: () => Promise<Session>;
  /** First pause before another try; it doubles. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  readonly log: Logger;
}

/** Keeps one session bound for the life of the process: after each end it binds again, ever slower while that fails. */
export const keepLinked = ({ open, firstPauseMs, longestPauseMs, log }: LinkOptions): Link => {
  const stopping = new AbortController();
  let current: Session | null = null;
  let waiting: (() => void)[] = [];
  const keep = async (): Promise<void> => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        current = await open();
        failures = 0;
        for (const wake of waiting.splice(0)) wake();
        // Closed while it was being opened: nobody else would close it.
        if (stopping.signal.aborted) await current.close();
        await current.closed;
        if (!stopping.signal.aborted) log.warn('the SMPP link dropped; binding again');
      } catch (error) {
        failures += 1;
        log.warn({ err: error, failures }, 'the SMPP link does not come up');
      }
      current = null;
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures, 16));
      await sleep(pauseMs * (0.5 + Math.random() / 2), undefined, { signal: stopping.signal }).catch(
        () => {},
      );
    }
  };
  const keeping = keep();
  return {
    session: async (waitMs) => {
      if (current !== null || stopping.signal.aborted) return current;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          waiting = waiting.filter((one) => one !== wake);
          resolve();
        }, waitMs);
        const wake = (): void => {
          clearTimeout(timer);
          resolve();
        };
        waiting.push(wake);
      });
      return current;
    },
    close: async () => {
      stopping.abort();
      for (const wake of waiting.splice(0)) wake();
      await current?.close();
      await keeping;
    },
  };
};
