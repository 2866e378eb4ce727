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
  serverCpuSeconds,
} from './support/order-tables.ts';
import { setDatabaseStage } from './support/stage.ts';

const { values } = parseArgs({
  options: { units: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '3' } },
});
const [units, rounds] = [values.units, values.rounds].map(Number) as [number, number];

interface Turn extends OrderFigures {
  readonly baseline: number;
  readonly cpu: number;
  readonly baselineCpu: number;
}

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
  /** Seconds on the clock and of the server's processor time. */
  const timed = async (work: () => Promise<unknown>): Promise<{ clock: number; server: number }> => {
    await emptyDrawn(db);
    const serverBefore = await serverCpuSeconds(db);
    const from = performance.now();
    await work();
    const clock = (performance.now() - from) / 1000;
    return { clock, server: (await serverCpuSeconds(db)) - serverBefore };
  };
  const turns: Turn[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const onePass = await timed(() => drawInOnePass(db));
    const drawn = await countDrawn(db);
    const byStratum = await timed(() => drawStratumByStratum(db, quotas));
    let figures: OrderFigures | undefined;
    const { server } = await timed(async () => {
      figures = JSON.parse(ours('draw')) as OrderFigures;
    });
    if (figures === undefined || (await countDrawn(db)) !== drawn)
      throw new Error('both must write the same rows');
    const faster = onePass.clock < byStratum.clock ? onePass : byStratum;
    const cpu = figures.cpuSeconds + server;
    const turn = { ...figures, baseline: faster.clock, cpu, baselineCpu: faster.server };
    say(JSON.stringify({ onePass, byStratum, server, ...figures }));
    turns.push(turn);
  }
  const middle = (pick: (turn: Turn) => number): number =>
    turns.map(pick).sort((a, b) => a - b)[Math.floor(turns.length / 2)] ?? 0;
  const seconds = middle((turn) => turn.seconds);
  const baseline = middle((turn) => turn.baseline);
  const list = (pick: (turn: Turn) => number): string =>
    turns.map((turn) => pick(turn).toFixed(1)).join(', ');
  printFigure(
    {
      what: `drawing 5 % of ${units} units over 15 rows with as many in reserve, from PostgreSQL to PostgreSQL: tickets, order, roster hash, record (${list((turn) => turn.seconds)} s; processor time of both sides ${list((turn) => turn.cpu)} s), peak memory ${middle((turn) => turn.peakMemoryMiB)} MiB`,
      figure: `${seconds.toFixed(1)} s`,
      baseline: `ORDER BY random() per stratum: ${baseline.toFixed(1)} s (${list((turn) => turn.baseline)}; processor time ${list((turn) => turn.baselineCpu)} s)`,
      ratio: (seconds / baseline).toFixed(2),
      goal: 'at most 1, aim 0.5',
      command: `npm run bench:order -- --units ${units} --rounds ${rounds}`,
    },
    loadBefore,
  );
} finally {
  await stage.stop();
}
