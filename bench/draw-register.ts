/**
 * One plan row of 5 % drawn from a register of a million units, from PostgreSQL to the stored record with its tasks and
 * teams, in a process of its own whose memory is measured. Baseline: ORDER BY random() LIMIT in the same database.
 *
 *     npm run bench:draw -- [--units 1000000] [--inspectors 300]
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { childEnvironment } from '../runtime/environment.ts';
import { addBureau, addUnits } from '../test/activities/support/bureau.ts';
import type { DrawFigures } from './support/draw-process.ts';
import { printFigure, say } from './support/figure.ts';
import { load } from './support/machine.ts';
import { setDatabaseStage } from './support/stage.ts';

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '1000000' },
    inspectors: { type: 'string', default: '300' },
  },
});
const [units, inspectors] = [values.units, values.inspectors].map(Number) as [number, number];
const PERCENT = 5;
const PAGE = 100_000;

const loadBefore = load();
const stage = await setDatabaseStage();
try {
  const { db } = stage;
  const authorityId = await addBureau(db, {
    units: 0,
    inspectors,
    rows: [{ number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: PERCENT }],
  });
  for (let from = 1; from <= units; from += PAGE) {
    await addUnits(db, authorityId, Math.min(PAGE, units - from + 1), { from });
    say(`${Math.min(units, from + PAGE - 1)} units in the register`);
  }
  await sql`analyze`.execute(db);

  const baselineFrom = performance.now();
  await sql`
    create table drawn_at_random as
    select id from unit where authority_id = ${authorityId} and category = '道路货运' and status = 'operating'
     order by random() limit ${sql.lit(Math.ceil((units * PERCENT) / 100))}`.execute(db);
  const baselineSeconds = (performance.now() - baselineFrom) / 1000;

  const output = execFileSync(
    process.execPath,
    [join(import.meta.dirname, 'support/draw-process.ts'), authorityId],
    {
      env: childEnvironment({ DATABASE_URL: stage.databaseUrl }),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const { announceSeconds, executeSeconds, tasks, peakMemoryMiB } = JSON.parse(output) as DrawFigures;
  const all = announceSeconds + executeSeconds;
  const command = `npm run bench:draw -- --units ${units} --inspectors ${inspectors}`;
  printFigure(
    {
      what: `draw of ${PERCENT} % of ${units} units: list frozen and announced ${announceSeconds.toFixed(1)} s, drawn, assigned and ${tasks} tasks stored ${executeSeconds.toFixed(1)} s`,
      figure: `${all.toFixed(1)} s`,
      baseline: `ORDER BY random() LIMIT: ${baselineSeconds.toFixed(1)} s`,
      ratio: (all / baselineSeconds).toFixed(1),
      goal: '–',
      command,
    },
    loadBefore,
  );
  printFigure(
    {
      what: `peak memory of the drawing process, ${units} units`,
      figure: `${peakMemoryMiB} MiB`,
      baseline: '1 GiB',
      ratio: (peakMemoryMiB / 1024).toFixed(2),
      goal: 'under 1',
      command,
    },
    loadBefore,
  );
} finally {
  await stage.stop();
}
