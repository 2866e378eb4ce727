/**
 * Verification of a large bundle on the command line, in a process of its own: seconds and peak memory.
 *
 *     npm run bench:verify -- [--units 1000000] [--tasks 5000] [--inspectors 300]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printFigure, say } from './support/figure.ts';
import { writeLargeBundle } from './support/large-bundle.ts';
import { load } from './support/machine.ts';

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '1000000' },
    tasks: { type: 'string', default: '5000' },
    inspectors: { type: 'string', default: '300' },
    alg: { type: 'string', default: 'hkdf-sha256-min-v1' },
  },
});
const [units, tasks, inspectors] = [values.units, values.tasks, values.inspectors].map(Number) as [
  number,
  number,
  number,
];

const directory = mkdtempSync(join(tmpdir(), 'bundle-'));
try {
  const bytes = writeLargeBundle(directory, { units, tasks, inspectors, alg: values.alg });
  say(`bundle of ${units} units written, ${Math.round(bytes / 2 ** 20)} MiB`);
  const loadBefore = load();
  const from = performance.now();
  const output = execFileSync(
    process.execPath,
    [join(import.meta.dirname, 'support/verify-process.ts'), directory],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const seconds = (performance.now() - from) / 1000;
  const { ok, peakMemoryMiB, userSeconds } = JSON.parse(output) as {
    ok: boolean;
    peakMemoryMiB: number;
    userSeconds: number;
  };
  if (!ok) throw new Error('the bundle must verify');
  printFigure(
    {
      what: `verifying a bundle of ${units} units and ${tasks} tasks (${userSeconds.toFixed(1)} s of one core), peak memory ${peakMemoryMiB} MiB`,
      figure: `${seconds.toFixed(1)} s`,
      baseline: '15 s',
      ratio: (seconds / 15).toFixed(2),
      goal: 'under 1',
      command: `npm run bench:verify -- --units ${units} --tasks ${tasks}`,
    },
    loadBefore,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
