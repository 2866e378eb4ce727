/**
 * A register of a million units over 15 rows, drawn by DR-1 (tickets, order, roster hash checked, record) and by the
 * unverifiable `ORDER BY random()` per stratum: both read the same table in PostgreSQL and write as many rows, turn by
 * turn in one run. The faster of two ways to write the latter is the baseline.
 *
 *     npm run bench:order -- [--units 1000000] [--rounds 3]
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { childEnvironment } from '../runtime/environment.ts';
import { printFigure, say } from './support/figure.ts';
import { load } from './support/machine.ts';
import type { OrderFigures } from './support/order-process.ts';
import {
  countDrawn,
  drawInOnePass,
  drawStratumByStratum,
  emptyDrawn,
  makeListed,
} from './support/order-tables.ts';
import { setDatabaseStage } from './support/stage.ts';

const { values } = parseArgs({
  options: { units: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '3' } },
});
const [units, rounds] = [values.units, values.rounds].map(Number) as [number, number];

const loadBefore = load();
const stage = await setDatabaseStage();
try {
  const { db } = stage;
  const quotas = await makeListed(db, units);
  say(`${units} units listed`);
  const ours = (mode: string): string =>
    execFileSync(process.execPath, [join(import.meta.dirname, 'support/order-process.ts'), mode], {
      env: childEnvironment({ DATABASE_URL: stage.databaseUrl }),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  ours('announce');
  say('announced');
  const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
    await emptyDrawn(db);
    const from = performance.now();
    await work();
    return (performance.now() - from) / 1000;
  };
  const turns: (OrderFigures & { readonly baseline: number })[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const onePass = await secondsOf(() => drawInOnePass(db));
    const drawn = await countDrawn(db);
    const byStratum = await secondsOf(() => drawStratumByStratum(db, quotas));
    await emptyDrawn(db);
    const figures = JSON.parse(ours('draw')) as OrderFigures;
    if ((await countDrawn(db)) !== drawn) throw new Error('both must write the same rows');
    const turn = { baseline: Math.min(onePass, byStratum), ...figures };
    say(JSON.stringify({ onePass, byStratum, ...figures }));
    turns.push(turn);
  }
  const middle = (pick: (turn: (typeof turns)[number]) => number): number =>
    turns.map(pick).sort((a, b) => a - b)[Math.floor(turns.length / 2)] ?? 0;
  const seconds = middle((turn) => turn.seconds);
  const baseline = middle((turn) => turn.baseline);
  const list = (pick: (turn: (typeof turns)[number]) => number): string =>
    turns.map((turn) => pick(turn).toFixed(1)).join(', ');
  printFigure(
    {
      what: `drawing 5 % of ${units} units over 15 rows with as many in reserve, from PostgreSQL to PostgreSQL: tickets, order, roster hash, record (${list((turn) => turn.seconds)} s), peak memory ${middle((turn) => turn.peakMemoryMiB)} MiB`,
      figure: `${seconds.toFixed(1)} s`,
      baseline: `ORDER BY random() per stratum: ${baseline.toFixed(1)} s (${list((turn) => turn.baseline)})`,
      ratio: (seconds / baseline).toFixed(2),
      goal: 'at most 1, aim 0.5',
      command: `npm run bench:order -- --units ${units} --rounds ${rounds}`,
    },
    loadBefore,
  );
} finally {
  await stage.stop();
}
