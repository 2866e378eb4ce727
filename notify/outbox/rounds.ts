import type { Logger } from '../../runtime/log.ts';

export interface Rounds {
  /** Wants a round that begins after now; asking while one runs gives one more. */
  ask(): void;
  /** Waits for the round in hand. */
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Runs `round` whenever asked, never twice at once; after a failed one it pauses, longer each time.
 * @param restMs pause after each round, so that what is asked for meanwhile is done together
 */
export const createRounds = (round: () => Promise<void>, log: Logger, restMs = 0): Rounds => {
  let isWanted = false;
  let isStopped = false;
  let pauseMs = FIRST_PAUSE_MS;
  let endPause: (() => void) | null = null;
  let running: Promise<void> | null = null;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    while (isWanted && !isStopped) {
      isWanted = false;
      try {
        await round();
        pauseMs = FIRST_PAUSE_MS;
        if (restMs > 0 && !isStopped) await pause(restMs);
      } catch (error) {
        log.warn({ err: error }, `round failed, next one in ${pauseMs} ms`);
        isWanted = true;
        await pause(pauseMs);
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      }
    }
    running = null;
  };

  return {
    ask: () => {
      isWanted = true;
      if (!isStopped) running ??= run();
    },
    stop: async () => {
      isStopped = true;
      endPause?.();
      await running;
    },
  };
};

/** Runs `round` at once and then every so many seconds, until it is stopped. */
export const startTimedRounds = (
  round: () => Promise<unknown>,
  everySeconds: number,
  log: Logger,
): { stop(): Promise<void> } => {
  const rounds = createRounds(async () => void (await round()), log);
  const timer = setInterval(rounds.ask, everySeconds * 1000);
  rounds.ask();
  return {
    stop: async () => {
      clearInterval(timer);
      await rounds.stop();
    },
  };
};
