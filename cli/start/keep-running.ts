import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Say } from '../rehearse/progress.ts';

/** Something that runs until it is stopped, or ends by itself. */
export interface Running {
  readonly exited: Promise<unknown>;
  stop(): Promise<void>;
}

export interface KeptOptions<What extends Running> {
  readonly what: string;
  /** What people notice while it is away. */
  readonly meanwhile: string;
  /** Starts it; `before` is the one that ended, whose place (port, files) the new one takes. */
  readonly start: (before: What | null) => Promise<What>;
  readonly say: Say;
}

export interface Kept<What extends Running> {
  /** The first of its line; its address is that of all that follow. */
  readonly first: What;
  /** Rejects when it cannot be kept running. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

const RESTART_PAUSE_MS = 1_000;
/** More ends or vain starts than this within the time have a reason that starting again does not mend. */
const TRIES = 6;
const WITHIN_MS = 90_000;

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Starts a part that others stand on, and starts it again in its place when it ends by itself; each is said. */
export const keepRunning = async <What extends Running>({
  what,
  meanwhile,
  start,
  say,
}: KeptOptions<What>): Promise<Kept<What>> => {
  const first = await start(null);
  let current = first;
  let stopping = false;
  let tries: number[] = [];
  const again = async (): Promise<What> => {
    for (;;) {
      tries = [...tries.filter((at) => at > Date.now() - WITHIN_MS), Date.now()];
      if (tries.length > TRIES) {
        throw new Error(
          `${what}反复停止，不能恢复；请排除上述原因后重新运行 npm start，已提交的数据不会丢失。`,
        );
      }
      await wait(RESTART_PAUSE_MS);
      if (stopping) return current;
      try {
        return await start(current);
      } catch (error) {
        say(`${what}未能重新启动，稍后再试：${words(error)}`);
      }
    }
  };
  const keep = async (): Promise<never> => {
    for (;;) {
      await current.exited;
      if (!stopping) {
        say(`${what}意外停止，正在重新启动；${meanwhile}`);
        current = await again();
      }
      if (stopping) return new Promise<never>(() => undefined);
      say(`${what}已恢复，其余部分随即自动接续，不需要操作`);
    }
  };
  const failed = keep();
  failed.catch(() => undefined);
  return {
    first,
    failed,
    stop: async () => {
      stopping = true;
      await current.stop();
    },
  };
};

const LOOK_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 3_000;

const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((settle) => {
    const socket = connect({ host, port, timeout: ANSWER_WITHIN_MS });
    const end = (reached: boolean): void => {
      socket.destroy();
      settle(reached);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });

/** Watches what somebody else runs: says once when it goes away, and once when it is back. @returns ends the watch */
export const watchAddress = (
  { what, meanwhile, host, port }: { what: string; meanwhile: string; host: string; port: number },
  say: Say,
  everyMs: number = LOOK_EVERY_MS,
): (() => Promise<void>) => {
  let wasThere = true;
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(async () => {
      const isThere = await answers(host, port);
      if (isThere !== wasThere) {
        say(
          isThere
            ? `${what}（${host}:${port}）已恢复，各部分自动接续，不需要操作`
            : `${what}（${host}:${port}）没有应答；${meanwhile}。请检查该服务和网络，恢复后自动接续`,
        );
      }
      wasThere = isThere;
    });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await looking;
  };
};
