/** A Temporal server of our own build, on our PostgreSQL. */

import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresServer } from '../postgres/embedded.ts';
import { startChild } from '../process/child.ts';
import { stopLeftoversOf } from '../process/owned-process.ts';
import { ownerIsAlive, writeOwner } from '../process/owner.ts';
import { spentSince } from '../process/seconds.ts';
import type { TemporalBinaries } from './server-build.ts';
import { writeServerConfig } from './server-config.ts';
import { ensureTemporalSchema, forgetOldMembers } from './server-schema.ts';

export interface LiveEngine {
  /** HOST:PORT of the frontend. */
  readonly address: string;
  /** `dev-server` is a trial engine: one file, no guarantees. */
  readonly engine: 'external' | 'server' | 'dev-server';
  /** The server's process, where we run one. */
  readonly pid: number | undefined;
  /** Settles when what we run has ended by itself (a trial engine: refuses connections); never for an external one. */
  readonly exited: Promise<unknown>;
  /** The last lines of its log. */
  lastLines(): string;
  stop(): Promise<void>;
}

export interface BuiltServerOptions {
  readonly postgres: PostgresServer;
  readonly binaries: TemporalBinaries;
  readonly directory: string;
  readonly port?: number;
  readonly timeSkipping: boolean;
  readonly log: (line: string) => void;
}

/** An engine that somebody else runs: there is nothing for us to watch or stop. */
export const notOurs = {
  pid: undefined,
  exited: new Promise<never>(() => undefined),
  lastLines: () => '',
  stop: async () => undefined,
};

const START_LIMIT_SECONDS = 60;

/**
 * The server lives on some fifty megabytes and would collect its garbage many times a second in a burst, a sixth of its
 * processor time. It may let four times as much lie, up to a bound of the whole.
 */
export const LETS_LIE = { GOGC: '400', GOMEMLIMIT: '768MiB' };

/**
 * Starts the server and returns when its frontend listens. One that another living run of ours keeps is shared;
 * one that a killed run left behind is stopped first, for two servers must not share the databases.
 */
export async function startBuiltServer(options: BuiltServerOptions): Promise<LiveEngine> {
  const { postgres, binaries, directory, log } = options;
  const shared = await sharedEngine(directory);
  if (shared) {
    log(`使用已在 ${shared.address} 运行的流程引擎`);
    return shared;
  }
  const startedAt = Date.now();
  if ((await stopLeftoversOf(join(directory, 'server.yaml'))) > 0) {
    log('已停止上一次运行遗留的流程引擎');
  }
  await ensureTemporalSchema(postgres, binaries, log);
  await forgetOldMembers(postgres);
  const { file, address } = await writeServerConfig(options);
  const child = startChild({
    command: binaries.server,
    args: ['--config-file', file, '--allow-no-auth', 'start'],
    env: LETS_LIE,
    stopTimeoutSeconds: 20,
  });
  let ended: unknown;
  void child.exited.then((how) => {
    ended = how;
  });
  const giveUpAt = Date.now() + START_LIMIT_SECONDS * 1000;
  while (!(await listens(address))) {
    if (ended !== undefined || Date.now() > giveUpAt) {
      await child.stop();
      throw new Error(`the Temporal server did not come up (${ended ?? 'time-out'}):\n${child.lastLines()}`);
    }
    await sleep(100);
  }
  writeFileSync(addressFile(directory), address);
  writeOwner(directory);
  log(`流程引擎已在 ${address} 启动（${spentSince(startedAt)}）`);
  return {
    address,
    engine: 'server',
    pid: child.pid,
    exited: child.exited,
    lastLines: child.lastLines,
    stop: child.stop,
  };
}

const addressFile = (directory: string): string => join(directory, 'address');

async function sharedEngine(directory: string): Promise<LiveEngine | undefined> {
  if (!ownerIsAlive(directory)) return undefined;
  try {
    const address = readFileSync(addressFile(directory), 'utf8');
    if (!(await listens(address))) return undefined;
    return { ...notOurs, address, engine: 'server' };
  } catch {
    return undefined;
  }
}

function listens(address: string): Promise<boolean> {
  const [host = '', port = ''] = address.split(':');
  return new Promise((resolve) => {
    const socket = connect(Number(port), host);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
