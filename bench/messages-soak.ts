/**
 * Mails to smtp-sink and SMS through Kannel to its fakesmsc, both at a steady pace for some minutes, by one notifier
 * process: whether every row ends and arrives, how long each hop takes (written, queued, begun, answered), and how many
 * went out in the fullest second, by our attempts and at the receivers, against the rate that each provider allows. Baseline: what GC Notify holds each night (100,000 mails and 40,000 SMS in 10 min).
 *
 *     npm run bench:messages-soak -- [--minutes 10] [--emails 300] [--sms 200] [--store redis]
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { startKannel } from '../tools/peers/kannel.ts';
import { startSmtpSink } from '../tools/peers/smtp-sink.ts';
import { watchArrivals } from './support/arrivals.ts';
import { cpuByProgram, cpuSeconds } from './support/cpu-time.ts';
import { printFigure, say } from './support/figure.ts';
import { load } from './support/machine.ts';
import { readHops, told } from './support/message-hops.ts';
import { setMessagesStage, UNFINISHED } from './support/messages-stage.ts';
import type { NotifierSettings } from './support/notifier-worker.ts';
import { startProcess } from './support/start-process.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    emails: { type: 'string', default: '300' },
    sms: { type: 'string', default: '200' },
    store: { type: 'string', default: 'redis' },
  },
});
const [minutes, emails, sms] = [values.minutes, values.emails, values.sms].map(Number) as [
  number,
  number,
  number,
];
const store = values.store === 'postgres' ? 'postgres' : 'redis';
const FEEDS_PER_SECOND = 5;
/** What each provider allows, over what is fed: a queue that never shrinks would measure the feeding. */
const ALLOWANCE = 1.1;
const BASELINE = { email: 167, sms: 67 } as const;
/** Of the relay: from commit to queued, 99 in 100. */
const RELAY_GOAL_SECONDS = 1;
const ARRIVAL_LIMIT_MS = 10_000;
const CONNECTIONS = { email: 30, sms: 20 } as const;

const loadBefore = load();
const stage = await setMessagesStage(store);
const [sink, kannel] = await Promise.all([startSmtpSink(), startKannel()]);
const rates = { email: Math.round(emails * ALLOWANCE), sms: Math.round(sms * ALLOWANCE) };
const settings: NotifierSettings = {
  databaseUrl: stage.databaseUrl,
  redisUrl: stage.redisUrl,
  smtp: { url: sink.url, concurrency: CONNECTIONS.email, ratePerSecond: rates.email },
  kannel: { ...kannel, concurrency: CONNECTIONS.sms, ratePerSecond: rates.sms },
};
const notifier = await startProcess(
  join(import.meta.dirname, 'support/notifier-worker.ts'),
  [JSON.stringify(settings)],
  {},
);
const numbers = new Set<string | undefined>();
let partsRead = 0;
/** Long texts arrive in parts: numbers are counted, each row has its own. */
const numbersReached = (): number => {
  const parts = kannel.received();
  for (; partsRead < parts.length; partsRead += 1) numbers.add(parts[partsRead]?.split(' ')[1]);
  return numbers.size;
};
const arrived = { email: () => sink.received(), sms: numbersReached };
const arrivals = { email: watchArrivals(arrived.email), sms: watchArrivals(arrived.sms) };
try {
  const startedAt = performance.now();
  const feeds = minutes * 60 * FEEDS_PER_SECOND;
  for (let feed = 0; feed < feeds; feed += 1) {
    const dueMs = (feed * 1000) / FEEDS_PER_SECOND - (performance.now() - startedAt);
    if (dueMs > 0) await sleep(dueMs);
    await Promise.all([
      stage.insert({ count: emails / FEEDS_PER_SECOND, channel: 'email', lane: 'normal' }),
      stage.insert({ count: sms / FEEDS_PER_SECOND, channel: 'sms', lane: 'normal' }),
    ]);
    if (feed % (FEEDS_PER_SECOND * 30) === 0) say(JSON.stringify(await stage.states()));
  }
  const fedSeconds = (performance.now() - startedAt) / 1000;
  await Promise.all([stage.until('email', UNFINISHED), stage.until('sms', UNFINISHED)]);
  const drainSeconds = (performance.now() - startedAt) / 1000 - fedSeconds;
  const states = await stage.states();
  say(
    `fed in ${fedSeconds.toFixed(1)} s, drained ${drainSeconds.toFixed(1)} s later: ${JSON.stringify(states)}`,
  );
  say(
    `smtp-sink took ${sink.received()}, fakesmsc ${kannel.received().length}; notifier ${cpuSeconds(notifier.pid).toFixed(0)} s of processor time; by program: ${cpuByProgram(process.pid)}`,
  );
  for (const channel of ['email', 'sms'] as const) {
    const { rows } = await sql<{
      count: number;
      perSecond: number;
      fullest: number;
      p95: number;
      notSent: number;
    }>`
      with ended as (
        select a.started_at, a.ended_at, m.recorded_at, m.state from message m
        join message_attempt a on a.message_id = m.id where m.channel = ${channel}
      ), windows as (
        select count(*) over (order by started_at range between interval '1 second' preceding and current row) as n from ended
      )
      select count(*)::int as count, (select max(n) from windows)::int as fullest,
        (count(*) / extract(epoch from max(ended_at) - min(started_at)))::float8 as per_second,
        count(*) filter (where state <> 'sent')::int as not_sent,
        (percentile_disc(0.95) within group (order by extract(epoch from ended_at - recorded_at)))::float8 as p95
      from ended`.execute(stage.db);
    const { count = 0, perSecond = 0, fullest = 0, p95 = 0, notSent = 0 } = rows[0] ?? {};
    const giveUpAt = performance.now() + ARRIVAL_LIMIT_MS;
    while (arrived[channel]() < count - notSent && performance.now() < giveUpAt) await sleep(100);
    const isAllThere = arrived[channel]() === count - notSent;
    const wished = channel === 'email' ? emails : sms;
    const way = channel === 'email' ? 'mails to smtp-sink' : 'SMS through Kannel to fakesmsc';
    printFigure(
      {
        what: `${way} for ${minutes} min, ${count} rows all final, ${notSent} not sent, ${arrived[channel]()} arrived; from commit to answer p95 ${p95.toFixed(2)} s; fullest second ${fullest} of ${rates[channel]} allowed (as counted at the receiver ${arrivals[channel].fullestSecond()}); queue on ${store}`,
        figure: `${perSecond.toFixed(0)}/s`,
        baseline: `GC Notify's nightly test: ${BASELINE[channel]}/s`,
        ratio: (perSecond / BASELINE[channel]).toFixed(1),
        goal: `at least ${wished}/s, never above ${rates[channel]}/s${perSecond < wished * 0.99 || fullest > rates[channel] || !isAllThere ? ': missed' : ''}`,
        command: `npm run bench:messages-soak -- --minutes ${minutes} --store ${store}`,
      },
      loadBefore,
    );
    const hops = await readHops(stage.db, { channel, lane: 'normal' });
    printFigure(
      {
        what: `relay lag of the same ${way}: from commit to queued, p50 / p95 / p99 ${told(hops.relay)}; then until begun, at the provider's pace, ${told(hops.queue)}; then until answered ${told(hops.provider)}; queue on ${store}`,
        figure: `p99 ${hops.relay.p99.toFixed(2)} s`,
        baseline: 'GOV.UK Notify sweeps after an hour what was not queued',
        ratio: '–',
        goal: `p99 under ${RELAY_GOAL_SECONDS} s${hops.relay.p99 < RELAY_GOAL_SECONDS ? '' : ': missed'}`,
        command: `npm run bench:messages-soak -- --minutes ${minutes} --store ${store}`,
      },
      loadBefore,
    );
  }
} finally {
  for (const watched of Object.values(arrivals)) watched.stop();
  await notifier.stop();
  await Promise.all([sink.stop(), kannel.stop()]);
  await stage.stop();
}
