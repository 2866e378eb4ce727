/** `npm test`: one PostgreSQL and one prepared time-skipping server for the run, then jest. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { childEnvironment } from '../../runtime/environment.ts';
import { startPostgres } from '../postgres/embedded.ts';
import { secondsSince } from '../process/seconds.ts';
import { prepareTimeSkippingServer } from '../temporal/time-skipping-server.ts';
import { removeLeftovers } from './leftovers.ts';

const NODE_OPTIONS = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
const DATA_ROOT = resolve('.data');
const say = (line: string): void => console.log(`[test] ${line}`);

async function runTests(jestArguments: readonly string[]): Promise<number> {
  const startedAt = Date.now();
  removeLeftovers(DATA_ROOT);
  const directory = join(DATA_ROOT, `test-${process.pid}`);
  const [postgres] = await Promise.all([
    startPostgres({ dataDir: join(directory, 'postgres'), fast: true, log: say }),
    prepareTimeSkippingServer({ log: say }),
  ]);
  say(`PostgreSQL and the time-skipping server are ready after ${secondsSince(startedAt)}; running jest …`);
  try {
    return await runJest(jestArguments, postgres.url('postgres'));
  } finally {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
    say(`done after ${secondsSince(startedAt)}`);
  }
}

/** jest gets Ctrl-C from the terminal itself; we wait for it and then clean up. */
function runJest(jestArguments: readonly string[], postgresUrl: string): Promise<number> {
  const jest = spawn(
    process.execPath,
    [resolve('node_modules/jest/bin/jest.js'), '--maxWorkers=2', ...jestArguments],
    {
      stdio: 'inherit',
      env: childEnvironment({
        NODE_OPTIONS,
        TEST_POSTGRES_URL: postgresUrl,
      }),
    },
  );
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => jest.kill('SIGTERM'));
  return new Promise((settle, reject) => {
    jest.once('error', reject);
    jest.once('exit', (code) => settle(code ?? 130));
  });
}

try {
  process.exitCode = await runTests(process.argv.slice(2));
} catch (error) {
  console.error(`[test] ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
