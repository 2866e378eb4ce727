import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from '../process/child.ts';
import { freePort } from '../process/free-port.ts';

export interface LocalRedis {
  readonly url: string;
  /** Process id, for tests that stop it the hard way. */
  readonly pid: number;
  stop(): Promise<void>;
}

const PROGRAMS = ['redis-server', 'valkey-server'] as const;
const START_TIMEOUT_MS = 10_000;
const POLL_MS = 50;

/** How a machine gets one: no npm package carries the program itself. */
export const HOW_TO_GET_REDIS = 'no redis-server on this machine; as root: apt-get install redis-server';

/** The program's name, or null where this machine has neither Redis nor Valkey. */
export const findRedisServer = async (): Promise<string | null> => {
  for (const program of PROGRAMS) {
    const isThere = await new Promise<boolean>((resolve) => {
      execFile(program, ['--version'], (error) => resolve(error === null));
    });
    if (isThere) return program;
  }
  return null;
};

/**
 * A Redis of our own on a free port of the loopback interface, with the settings BullMQ needs: nothing is ever
 * evicted (`noeviction`), every write is in the append-only file (AOF).
 * @throws where it does not come up; the message has its last lines
 */
export const startRedis = async (program: string, port?: number): Promise<LocalRedis> => {
  const bound = port ?? (await freePort());
  const directory = mkdtempSync(join(tmpdir(), 'inspection-redis-'));
  const child = startChild({
    command: program,
    args: [
      ...['--port', String(bound), '--bind', '127.0.0.1', '--dir', directory],
      ...['--maxmemory-policy', 'noeviction', '--appendonly', 'yes', '--save', ''],
    ],
  });
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(bound))) {
    if (Date.now() > giveUpAt) {
      await child.stop();
      throw new Error(`${program} does not answer on port ${bound}:\n${child.lastLines()}`);
    }
    await sleep(POLL_MS);
  }
  return {
    url: `redis://127.0.0.1:${bound}`,
    pid: child.pid,
    stop: async () => {
      await child.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    const settle = (isUp: boolean): void => {
      socket.destroy();
      resolve(isUp);
    };
    socket.once('data', (data) => settle(data.toString().startsWith('+PONG')));
    socket.once('error', () => settle(false));
  });
