/** A program under a supervisor: whenever it ends it is started again, as a deployment's restart policy does. */
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from '../../../tools/process/owned-process.ts';

/** One start of it. */
export interface Running {
  readonly pid: number;
  stop(): Promise<void>;
}

export interface Supervised {
  readonly name: string;
  /** How often it was killed by us, and how often it ended by itself because another part was gone. */
  readonly kills: number;
  readonly ownEnds: number;
  isUp(): boolean;
  /** kill -9, if it is up. @returns whether it was */
  kill(): boolean;
  /** kill -9, and stays down. @returns lets it be started again */
  takeDown(): Promise<() => void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 100;
const START_AGAIN_AFTER_MS = 500;

/** Returns when it is up for the first time. @throws where its first start fails */
export const supervise = async (name: string, start: () => Promise<Running>): Promise<Supervised> => {
  let running: Running | null = await start();
  let kills = 0;
  let ownEnds = 0;
  let wasKilled = false;
  let isOver = false;
  let isHeld = false;

  const startAgain = async (): Promise<void> => {
    await wait(START_AGAIN_AFTER_MS);
    if (isOver || isHeld) return;
    // What it needs may be gone as well: then it is tried again.
    running = await start().catch(() => null);
  };
  const watch = async (): Promise<void> => {
    while (!isOver) {
      await wait(LOOK_EVERY_MS);
      if (running !== null && isAlive(running.pid)) continue;
      if (running !== null && !wasKilled) ownEnds += 1;
      wasKilled = false;
      running = null;
      await startAgain();
    }
  };
  const watching = watch();
  const kill = (): boolean => {
    if (running === null || !isAlive(running.pid)) return false;
    wasKilled = true;
    kills += 1;
    process.kill(running.pid, 'SIGKILL');
    return true;
  };
  return {
    name,
    get kills() {
      return kills;
    },
    get ownEnds() {
      return ownEnds;
    },
    isUp: () => running !== null && isAlive(running.pid),
    kill,
    takeDown: async () => {
      isHeld = true;
      while (!kill()) await wait(LOOK_EVERY_MS);
      return () => {
        isHeld = false;
      };
    },
    stop: async () => {
      isOver = true;
      await watching;
      await running?.stop();
    },
  };
};
