/**
 * Single and bulk requests and reads, each faster and faster until more than three in a hundred fail or take two seconds:
 * where the knee is. Then several times that for some seconds, all at once (spike), and how long until requests are answered
 * again; and the pace of a busy day for some minutes: whether it recovers alone.
 *
 *     npm run bench:api-redline -- [--from 25] [--step-seconds 10] [--cool-down-minutes 5]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type MessageRequests, prepareMessageRequests } from './support/api-messages.ts';
import { startApi } from './support/api-process.ts';
import { printFigure, say } from './support/figure.ts';
import { load } from './support/machine.ts';
import { type Answers, openLoop } from './support/open-loop.ts';
import { setDatabaseStage } from './support/stage.ts';

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '25' },
    'step-seconds': { type: 'string', default: '10' },
    'cool-down-minutes': { type: 'string', default: '5' },
  },
});
const [from, seconds, coolDown] = [values.from, values['step-seconds'], values['cool-down-minutes']].map(
  Number,
) as [number, number, number];
const GROWTH = 1.5;
/** Nobody waits longer for a page; also what a load balancer would give up after. */
const TIMEOUT_MS = 2_000;
/** Between two ramps, so that one does not inherit the other's backlog. */
const REST_SECONDS = 15;
const MOST_PER_SECOND = 5_000;
const TOO_MANY = 0.03;
/** 3,000 a minute. */
const BUSY_DAY = 50;
/** Of the pace at which the ramp broke. */
const SPIKE = 3;
const LONGEST_RECOVERY_SECONDS = 120;

const loadBefore = load();
const stage = await setDatabaseStage();
const api = await startApi(stage.db, stage.databaseUrl);

/** The last pace that held, and the first that did not. */
const ramp = async (kind: keyof MessageRequests, request: (no: number) => Promise<boolean>) => {
  let held: { perSecond: number; answers: Answers } | null = null;
  for (let perSecond = from; perSecond < MOST_PER_SECOND; perSecond *= GROWTH) {
    const answers = await openLoop({ perSecond, seconds, request, timeoutMs: TIMEOUT_MS });
    say(
      `${kind} ${perSecond.toFixed(0)}/s: ${answers.failed} of ${answers.sent} failed, p95 ${answers.p95Ms.toFixed(0)} ms`,
    );
    if (answers.failed / answers.sent > TOO_MANY) return { held, brokeAt: perSecond };
    held = { perSecond, answers };
  }
  return { held, brokeAt: Number.POSITIVE_INFINITY };
};

/** Far more than it can answer, from one second to the next; then seconds at a busy day's pace until one is answered whole. */
const spike = async (perSecond: number, request: (no: number) => Promise<boolean>): Promise<string> => {
  const flood = await openLoop({ perSecond, seconds, request, timeoutMs: TIMEOUT_MS });
  const endedAt = performance.now();
  const recovered = (): string => `${((performance.now() - endedAt) / 1_000).toFixed(0)} s`;
  for (let second = 0; second < LONGEST_RECOVERY_SECONDS; second += 1) {
    const { failed } = await openLoop({ perSecond: BUSY_DAY, seconds: 1, request, timeoutMs: TIMEOUT_MS });
    const share = ((flood.failed / flood.sent) * 100).toFixed(0);
    if (failed === 0)
      return `spike of ${perSecond.toFixed(0)}/s for ${seconds} s: ${share} % failed, all answered again after ${recovered()}`;
  }
  return `spike of ${perSecond.toFixed(0)}/s: not answered again after ${recovered()}`;
};

try {
  const requests = await prepareMessageRequests(stage.db, api);
  const knees: string[] = [];
  for (const kind of ['single', 'bulk', 'get'] as const) {
    const { held, brokeAt } = await ramp(kind, requests[kind]);
    await sleep(REST_SECONDS * 1_000);
    const burst = await spike(
      Math.min(MOST_PER_SECOND, SPIKE * (Number.isFinite(brokeAt) ? brokeAt : MOST_PER_SECOND)),
      requests[kind],
    );
    say(`${kind} ${burst}`);
    await sleep(REST_SECONDS * 1_000);
    knees.push(
      `${kind} holds ${held === null ? 'nowhere' : `${held.perSecond.toFixed(0)}/s (p95 ${held.answers.p95Ms.toFixed(0)} ms)`}, breaks at ${brokeAt.toFixed(0)}/s, ${burst}`,
    );
  }
  const calm = await openLoop({ perSecond: BUSY_DAY, seconds: coolDown * 60, request: requests.single });
  const recovered = calm.failed / calm.sent < 0.001;
  printFigure(
    {
      what: `redline of requests that make or read messages: ${knees.join('; ')}; then ${BUSY_DAY}/s for ${coolDown} min, nothing restarted: ${calm.failed} of ${calm.sent} failed`,
      figure: `p95 ${calm.p95Ms.toFixed(0)} ms after the redline`,
      baseline: 'the same server before it',
      ratio: '–',
      goal: `knee known, recovers alone${recovered ? '' : ': missed'}`,
      command: `npm run bench:api-redline -- --cool-down-minutes ${coolDown}`,
    },
    loadBefore,
  );
} finally {
  await api.stop();
  await stage.stop();
}
