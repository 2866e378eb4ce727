/** A PostgreSQL server of our own, for a machine that offers none (no DATABASE_URL). */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startChild } from '../process/child.ts';
import { freePort } from '../process/free-port.ts';
import { commandLine, isAlive, isReaped, stopLeftover } from '../process/owned-process.ts';
import { ownerIsAlive, writeOwner } from '../process/owner.ts';
import { unprivilegedAccount } from './account.ts';
import { postgresBinaries } from './binaries.ts';
import {
  claimedServer,
  ensureCluster,
  placeDataDirectory,
  readPassword,
  SUPERUSER,
} from './data-directory.ts';

export interface PostgresOptions {
  /** Where the data live; made if missing, used again if there. */
  readonly dataDir: string;
  /** Default: any free port. */
  readonly port?: number;
  /** Trade safety for speed (no fsync): for tests and rehearsals, whose data may be lost in a crash. */
  readonly fast?: boolean;
  readonly log?: (line: string) => void;
}

export interface PostgresServer {
  readonly port: number;
  readonly host: string;
  readonly user: string;
  readonly password: string;
  readonly pid: number;
  /** Settles when the server has ended, by itself or by {@link PostgresServer.stop}; never where somebody else runs it. */
  readonly exited: Promise<unknown>;
  /** Where the data really are: not `dataDir` where the server's account cannot reach that. */
  readonly directory: string;
  /** Connection address of a database of this server, with user and password. */
  url(database: string): string;
  /** Ends all connections and the server, cleanly; returns when it is gone. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const START_LIMIT_SECONDS = 60;

const COMMON_SETTINGS = [
  `listen_addresses=${HOST}`,
  'unix_socket_directories=',
  'max_connections=300',
  'timezone=UTC',
  'log_timezone=UTC',
  // Data lie in memory or on a solid-state disk: reading here and there costs little more than reading in order.
  'random_page_cost=1.1',
];
/** What docker-compose.yml gives it too. */
const LIVE_SETTINGS = ['shared_buffers=512MB'];
const FAST_SETTINGS = [
  'shared_buffers=128MB',
  ...[
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'wal_level=minimal',
    'max_wal_senders=0',
  ],
  ...['checkpoint_timeout=30min', 'max_wal_size=2GB', 'autovacuum_naptime=10s'],
];

/**
 * Starts PostgreSQL on `dataDir` and returns when it takes connections. A server that another living run of
 * ours keeps on the same files is shared (`stop` then leaves it alone); one that a killed run left behind is
 * stopped cleanly first. After a crash PostgreSQL recovers by itself.
 * @throws with the server's own last words where it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { fast = false, log = () => undefined } = options;
  const account = unprivilegedAccount();
  const binaries = postgresBinaries(account);
  const directory = placeDataDirectory(options.dataDir, account, fast);
  const shared = sharedServer(directory);
  if (shared) {
    log(`使用已在 ${HOST}:${shared.port} 运行的 PostgreSQL，数据在 ${directory}`);
    return shared;
  }
  await stopServerOn(directory, log);
  const startedAt = Date.now();
  ensureCluster({ directory, account, binaries, fast });
  const port = options.port ?? (await freePort());
  const settings = [...COMMON_SETTINGS, ...(fast ? FAST_SETTINGS : LIVE_SETTINGS)];
  const child = startChild({
    command: binaries.postgres,
    args: [...['-D', directory, '-p', String(port)], ...settings.flatMap((setting) => ['-c', setting])],
    cwd: '/',
    stopSignal: 'SIGINT', // "fast" shutdown: connections are ended, everything is written
    stopTimeoutSeconds: 30,
    ...(account && { account }),
  });
  const server = serverHandle(directory, port, child.pid, child.exited, child.stop);
  try {
    await waitUntilReady(server.url('postgres'), child.exited, child.lastLines);
  } catch (error) {
    await child.stop();
    throw error;
  }
  writeOwner(directory);
  log(`PostgreSQL 在 ${HOST}:${port}，数据在 ${directory}（${Date.now() - startedAt} 毫秒）`);
  return server;
}

/** What keeps a server that somebody else runs: its files' owner is alive, so it is shared, never stopped. */
function sharedServer(directory: string): PostgresServer | undefined {
  const claim = claimedServer(directory);
  if (claim === undefined || !commandLine(claim.pid).includes(directory)) return undefined;
  if (!ownerIsAlive(directory)) return undefined;
  const never = new Promise<never>(() => undefined);
  return serverHandle(directory, claim.port, claim.pid, never, async () => undefined);
}

/** A server left behind still holds the files; a claim by a number that is now another program is void. */
async function stopServerOn(directory: string, log: (line: string) => void): Promise<void> {
  const claim = claimedServer(directory);
  if (claim === undefined) return;
  if (await stopLeftover(claim.pid, directory, 'SIGINT')) {
    log(`已停止上一次运行遗留在 ${directory} 的 PostgreSQL（进程 ${claim.pid}）`);
  }
  // PostgreSQL itself would take a stranger, or a dead one whom nobody has reaped, for its rival and refuse to start.
  const isStranger = isAlive(claim.pid) && !commandLine(claim.pid).includes('postgres');
  if (isStranger || !(isAlive(claim.pid) || (await isReaped(claim.pid)))) {
    rmSync(join(directory, 'postmaster.pid'), { force: true });
  }
}

function serverHandle(
  directory: string,
  port: number,
  pid: number,
  exited: Promise<unknown>,
  stop: () => Promise<void>,
): PostgresServer {
  const password = readPassword(directory);
  const url = (database: string): string =>
    `postgres://${SUPERUSER}:${password}@${HOST}:${port}/${encodeURIComponent(database)}`;
  return { port, host: HOST, user: SUPERUSER, password, pid, exited, directory, url, stop };
}

async function waitUntilReady(
  url: string,
  exited: Promise<number | NodeJS.Signals>,
  lastLines: () => string,
): Promise<void> {
  let ended: number | NodeJS.Signals | undefined;
  void exited.then((how) => {
    ended = how;
  });
  const giveUpAt = Date.now() + START_LIMIT_SECONDS * 1000;
  for (;;) {
    if (ended !== undefined) throw new Error(`PostgreSQL ended at its start (${ended}):\n${lastLines()}`);
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined); // the server may die at this very moment: then it is asked again
    try {
      await client.connect();
      return;
    } catch (error) {
      if (Date.now() > giveUpAt) {
        throw new Error(`PostgreSQL does not answer: ${String(error)}\n${lastLines()}`);
      }
      await sleep(40);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
