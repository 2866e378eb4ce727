/**
 * `npm test [-- jest arguments]`: one PostgreSQL and a prepared time-skipping server for the run, then jest.
 * `--suite live` runs test/live/ on a real Temporal server, `--suite faults` test/faults/, which kill things, and
 * `--suite rehearsal` test/rehearsal/, which rehearses a whole year twice, `--suite browser` test/browser/ in Chromium.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { childEnvironment } from '../../runtime/environment.ts';
import { findChromium } from '../../test/support/chromium.ts';
import { type PostgresServer, startPostgres } from '../postgres/embedded.ts';
import { secondsSince } from '../process/seconds.ts';
import { startLiveTemporal } from '../temporal/live.ts';
import { prepareTimeSkippingServer } from '../temporal/time-skipping-server.ts';
import { buildWeb } from '../web/build-web.ts';
import { removeLeftovers } from './leftovers.ts';

const NODE_OPTIONS = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
const DATA_ROOT = resolve('.data');
const SUITES = ['live', 'faults', 'rehearsal', 'browser'];
const say = (line: string): void => console.log(`[test] ${line}`);

/** What a run hands to the test files, and what ends with the run. */
interface Stage {
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Where pages are what is tested, and where nobody would read that they were left out, a missing Chromium is a failure. */
function requireChromium(suite: string | undefined): void {
  const isAsked = suite === 'browser' || (childEnvironment()['CI'] ?? '') !== '';
  if (!isAsked || findChromium() !== undefined) return;
  throw new Error(
    'no Chromium on PATH or in CHROMIUM_PATH, so no page would be tested. Install it with a Chinese font ' +
      '(Debian, Ubuntu: apt-get install chromium fonts-noto-cjk), or name one in CHROMIUM_PATH.',
  );
}

async function runTests(suite: string | undefined, jestArguments: readonly string[]): Promise<number> {
  requireChromium(suite);
  const startedAt = Date.now();
  removeLeftovers(DATA_ROOT);
  const directory = join(DATA_ROOT, `test-${process.pid}`);
  const postgres = await startPostgres({ dataDir: join(directory, 'postgres'), fast: true, log: say });
  try {
    const stage = await setStage(suite, postgres, directory);
    say(`ready after ${secondsSince(startedAt)}; running jest …`);
    try {
      return await runJest(jestArguments, {
        TEST_POSTGRES_URL: postgres.url('postgres'),
        ...stage.environment,
      });
    } finally {
      await stage.stop();
    }
  } finally {
    await postgres.stop();
    for (const path of [directory, postgres.directory]) rmSync(path, { recursive: true, force: true });
    say(`done after ${secondsSince(startedAt)}`);
  }
}

async function setStage(
  suite: string | undefined,
  postgres: PostgresServer,
  dataDir: string,
): Promise<Stage> {
  await prepareTimeSkippingServer({ log: say });
  if (suite === 'browser') {
    say('building the pages …');
    await buildWeb();
  }
  // A rehearsal brings its own engine, and so does a page that needs one.
  if (suite !== 'live' && suite !== 'faults') return { environment: {}, stop: async () => undefined };
  const temporal = await startLiveTemporal({ postgres, dataDir, timeSkipping: true, log: say });
  return { environment: { TEST_TEMPORAL_ADDRESS: temporal.address }, stop: temporal.stop };
}

/** jest gets Ctrl-C from the terminal itself; we wait for it and then clean up. */
function runJest(
  jestArguments: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const jest = spawn(process.execPath, [resolve('node_modules/jest/bin/jest.js'), ...jestArguments], {
    stdio: 'inherit',
    env: childEnvironment({ NODE_OPTIONS, ...environment }),
  });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => jest.kill('SIGTERM'));
  return new Promise((settle, reject) => {
    jest.once('error', reject);
    jest.once('exit', (code) => settle(code ?? 130));
  });
}

/** Outside jest's ordinary paths. These come last: an option with a list swallows the file names after it. */
const suiteArguments = (suite: string): string[] => [
  ...['--testPathIgnorePatterns', '/node_modules/', '--testMatch', `**/test/${suite}/**/*.test.ts`],
  '--maxWorkers=1',
];

try {
  const [flag, suite, ...rest] = process.argv.slice(2);
  if (flag !== '--suite') {
    process.exitCode = await runTests(undefined, [...process.argv.slice(2), '--maxWorkers=2']);
  } else if (suite !== undefined && SUITES.includes(suite)) {
    process.exitCode = await runTests(suite, [...rest, ...suiteArguments(suite)]);
  } else throw new Error(`unknown suite ${suite}; there are: ${SUITES.join(', ')}`);
} catch (error) {
  console.error(`[test] ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
