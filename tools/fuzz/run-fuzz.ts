/**
 * Fuzzes the whole interface with schemathesis (https://schemathesis.io): made-up requests by its own OpenAPI document
 * against the running application, signed in as each role in turn. No answer may be a fault of ours.
 *
 *     npm run fuzz:api -- [--examples 10] [--roles office,admin] [--seed 1]
 *
 * Needs Python 3 with venv; schemathesis is installed below .data on the first run.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { childEnvironment } from '../../runtime/environment.ts';
import { startPostgres } from '../postgres/embedded.ts';
import { startChild } from '../process/child.ts';
import { run } from '../process/run.ts';

const VERSION = '4.32.5';
const venv = resolve('.data/schemathesis');
const log = (line: string): void => void process.stdout.write(`[fuzz] ${line}\n`);

if (!existsSync(join(venv, 'bin/schemathesis'))) {
  await mkdir(resolve('.data'), { recursive: true });
  await run('python3', ['-m', 'venv', venv], { what: '建立 Python 环境', expected: '10 秒', log });
  const install = ['install', '--quiet', `schemathesis==${VERSION}`];
  await run(join(venv, 'bin/pip'), install, { what: '安装 schemathesis', expected: '1 分钟', log });
}

const postgres = await startPostgres({ dataDir: resolve(`.data/fuzz-${process.pid}`), fast: true, log });
try {
  const child = startChild({
    command: process.execPath,
    args: [
      resolve(import.meta.dirname, 'run-roles.ts'),
      join(venv, 'bin/schemathesis'),
      ...process.argv.slice(2),
    ],
    env: childEnvironment({ TEST_POSTGRES_URL: postgres.url('postgres') }),
    onLine: (line) => void process.stdout.write(`${line}\n`),
  });
  process.once('SIGINT', () => void child.stop());
  const ended = await child.exited;
  if (ended !== 0) process.exitCode = 1;
} finally {
  await postgres.stop();
}
