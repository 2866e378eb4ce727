/**
 * Requests that make messages, single and bulk, at a steady pace for some minutes: how many fail, and how long they take.
 * What a request asked for must be in the facts afterwards, whatever it was answered. Baseline: one request at a time.
 *
 *     npm run bench:api-hammer -- [--minutes 10] [--per-minute 3000]
 */
import { parseArgs } from 'node:util';
import { prepareMessageRequests } from './support/api-messages.ts';
import { startApi } from './support/api-process.ts';
import { percentile, printFigure, say } from './support/figure.ts';
import { load } from './support/machine.ts';
import { openLoop } from './support/open-loop.ts';
import { setDatabaseStage } from './support/stage.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, 'per-minute': { type: 'string', default: '3000' } },
});
const [minutes, perMinute] = [Number(values.minutes), Number(values['per-minute'])];
/** One request in ten is for a hundred units. */
const BULK_EVERY = 10;
const ALONE = 100;

const loadBefore = load();
const stage = await setDatabaseStage();
const api = await startApi(stage.db, stage.databaseUrl);
try {
  const { single, bulk } = await prepareMessageRequests(stage.db, api);
  const alone: number[] = [];
  for (let no = 0; no < ALONE; no += 1) {
    const from = performance.now();
    await single(no);
    alone.push(performance.now() - from);
  }
  const before = await stage.db
    .selectFrom('contactCode')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  let singles = 0;
  const answers = await openLoop({
    perSecond: perMinute / 60,
    seconds: minutes * 60,
    request: async (no) => {
      if (no % BULK_EVERY === 0) return bulk(no);
      const done = await single(no);
      if (done) singles += 1;
      return done;
    },
  });
  const after = await stage.db
    .selectFrom('contactCode')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  say(`${singles} singles answered, ${after.n - before.n} in the facts`);
  const aloneMs = percentile(
    alone.sort((a, b) => a - b),
    0.95,
  );
  const kept = after.n - before.n >= singles;
  const share = (100 * answers.failed) / answers.sent;
  printFigure(
    {
      what: `${perMinute} POST a minute for ${minutes} min, one in ten for a hundred units: ${answers.failed} of ${answers.sent} failed (${share.toFixed(3)} %); p50 ${answers.p50Ms.toFixed(0)}, p99 ${answers.p99Ms.toFixed(0)} ms; what was answered is in the facts: ${kept ? 'yes' : 'NO'}`,
      figure: `p95 ${answers.p95Ms.toFixed(0)} ms`,
      baseline: `one at a time: p95 ${aloneMs.toFixed(0)} ms`,
      ratio: (answers.p95Ms / aloneMs).toFixed(2),
      goal: `errors under 0.1 %${share < 0.1 && kept ? '' : ': missed'}`,
      command: `npm run bench:api-hammer -- --minutes ${minutes}`,
    },
    loadBefore,
  );
} finally {
  await api.stop();
  await stage.stop();
}
