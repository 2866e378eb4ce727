/** The Temporal server, built once from its Go module into `.cache/`. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { goProgram } from '../process/go-program.ts';
import { run } from '../process/run.ts';

/** v1.32.1 and later need Go 1.26.10. */
const SERVER_VERSION = 'v1.32.0';
const MODULE = 'go.temporal.io/server/cmd';

export interface TemporalBinaries {
  readonly server: string;
  /** Temporal's own tool that makes and updates its tables. */
  readonly sql: string;
}

export interface BuildOptions {
  readonly cacheDir?: string;
  readonly log: (line: string) => void;
}

/** What is built already; undefined where nothing is. */
export function builtTemporalServer(cacheDir = resolve('.cache')): TemporalBinaries | undefined {
  const directory = join(cacheDir, `temporal-server-${SERVER_VERSION}`);
  const binaries = { server: join(directory, 'server'), sql: join(directory, 'sql') };
  return existsSync(binaries.server) && existsSync(binaries.sql) ? binaries : undefined;
}

/**
 * The server's programs; builds them the first time, with a progress line. Undefined where there is no Go.
 * @throws where the build fails, with the compiler's last words.
 */
export async function buildTemporalServer(options: BuildOptions): Promise<TemporalBinaries | undefined> {
  const { cacheDir = resolve('.cache'), log } = options;
  const built = builtTemporalServer(cacheDir);
  if (built) return built;
  const go = goProgram();
  if (go === undefined) return undefined;
  const directory = join(cacheDir, `temporal-server-${SERVER_VERSION}`);
  const half = `${directory}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  try {
    await run(
      go,
      ['install', '-v', `${MODULE}/server@${SERVER_VERSION}`, `${MODULE}/tools/sql@${SERVER_VERSION}`],
      {
        cwd: half, // outside our tree's module files
        env: { GOBIN: half },
        what: `用 Go 编译流程引擎 Temporal ${SERVER_VERSION}，只需一次`,
        expected: '8 分（两核）',
        log,
      },
    );
    rmSync(directory, { recursive: true, force: true });
    renameSync(half, directory);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  return builtTemporalServer(cacheDir);
}
