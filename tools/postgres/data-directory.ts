/** Where an embedded PostgreSQL keeps its files: made once, owned by the account that runs the server. */
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

/** Name of the superuser that every embedded server is made with. */
export const SUPERUSER = 'postgres';

const PASSWORD_FILE = 'superuser.password';

/**
 * The directory itself, or a stand-in that the account can reach where the wish lies below /root. Data that
 * may be lost (`fast`) then go to the temporary directory.
 */
export function placeDataDirectory(wish: string, account: Account | undefined, fast: boolean): string {
  const directory = resolve(wish);
  if (account === undefined || reachable(directory, account)) return directory;
  const key = createHash('sha256').update(directory).digest('hex').slice(0, 12);
  return join(fast ? tmpdir() : '/var/lib', 'inspection-postgres-data', key);
}

function reachable(directory: string, account: Account): boolean {
  mkdirSync(dirname(directory), { recursive: true });
  const { status } = spawnSync('test', ['-x', dirname(directory)], {
    cwd: '/',
    uid: account.uid,
    gid: account.gid,
  });
  return status === 0;
}

export interface ClusterOptions {
  readonly directory: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  /** Skip waiting for the disk: for data that nobody will miss. */
  readonly fast: boolean;
}

/** Makes the database cluster unless it is there; one that was half made when we were killed is made anew. */
export function ensureCluster({ directory, account, binaries, fast }: ClusterOptions): void {
  const complete = join(directory, PASSWORD_FILE);
  if (existsSync(complete)) return;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(dirname(directory), { recursive: true }); // by itself: the mode below is not for the parents
  mkdirSync(directory, { mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  const passwordFile = `${directory}.password-${process.pid}`;
  try {
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account) for (const path of [directory, passwordFile]) chownSync(path, account.uid, account.gid);
    initialise(binaries.initdb, directory, passwordFile, account, fast);
    // Written last: it says that the cluster is whole.
    writeFileSync(complete, password, { mode: 0o600 });
    if (account) chownSync(complete, account.uid, account.gid);
    chmodSync(directory, 0o700);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function initialise(
  initdb: string,
  directory: string,
  passwordFile: string,
  account: Account | undefined,
  fast: boolean,
): void {
  // The built-in locale sorts by code point and is the same on every machine.
  const { status, error, stderr, stdout } = spawnSync(
    initdb,
    [
      ...['--pgdata', directory, '--username', SUPERUSER, '--pwfile', passwordFile],
      ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--data-checksums'],
      ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ...(fast ? ['--no-sync'] : []),
    ],
    { cwd: '/', encoding: 'utf8', ...(account && { uid: account.uid, gid: account.gid }) },
  );
  if (status === 0) return;
  throw new Error(
    `PostgreSQL could not make its files in ${directory}: ${error?.message ?? `${stdout}${stderr}`.trim()}`,
  );
}

/** The superuser's password of a cluster made by {@link ensureCluster}. */
export const readPassword = (directory: string): string =>
  readFileSync(join(directory, PASSWORD_FILE), 'utf8');

/** A server that says it runs on these files (its postmaster.pid); it may be long dead. */
export function claimedServer(directory: string): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]) };
  } catch {
    return undefined;
  }
}
