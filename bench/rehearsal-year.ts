/**
 * The rehearsal of the year as `npm run rehearse` runs it, in a process of its own: seconds from the command to the
 * checked summary.
 *
 *     npm run bench:rehearsal -- [--seed 1] [--runs 3]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RehearsalSummary } from '../domain/rehearsal/summary.ts';
import { capture } from '../tools/process/capture.ts';
import { printFigure, say } from './support/figure.ts';
import { load } from './support/machine.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '3' } },
});
const GOAL_SECONDS = 120;
const loadBefore = load();
const directory = mkdtempSync(join(tmpdir(), 'bench-rehearsal-'));
try {
  const seconds: number[] = [];
  let tasks = 0;
  for (let run = 1; run <= Number(values.runs); run += 1) {
    const file = join(directory, 'summary.json');
    const from = performance.now();
    const { output } = await capture(
      process.execPath,
      ['cli/main.ts', 'rehearse', '--seed', values.seed, '--json', file],
      { cwd: join(import.meta.dirname, '..') },
    );
    const taken = (performance.now() - from) / 1000;
    const summary = JSON.parse(readFileSync(file, 'utf8')) as RehearsalSummary;
    const broken = summary.invariants.filter(({ holds }) => !holds).map(({ name }) => name);
    if (broken.length > 0) throw new Error(`${broken.join(', ')}\n${output}`);
    tasks = summary.cycles.reduce((sum, { drawn }) => sum + drawn, 0);
    seconds.push(taken);
    say(`run ${run}: ${taken.toFixed(1)} s, ${tasks} drawn`);
  }
  const worst = Math.max(...seconds);
  printFigure(
    {
      what: `rehearsal of the year 2021, seed ${values.seed}, ${tasks} units drawn, all invariants hold (runs: ${seconds.map((each) => each.toFixed(1)).join(', ')} s)`,
      figure: `${worst.toFixed(1)} s`,
      baseline: `${GOAL_SECONDS} s`,
      ratio: (worst / GOAL_SECONDS).toFixed(2),
      goal: 'under 1 (aim 0.5)',
      command: `npm run bench:rehearsal -- --seed ${values.seed} --runs ${values.runs}`,
    },
    loadBefore,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
