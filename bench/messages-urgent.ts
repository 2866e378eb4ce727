/**
 * How long an urgent mail takes from commit to answer, and on each hop of its way, while 100,000 bulk mails wait for the same provider, at the
 * provider's rate. Baseline: an urgent mail on an idle house, in the same run.
 *
 *     npm run bench:messages-urgent -- [--bulk 100000] [--urgent 100] [--rate 300] [--store redis]
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { startSmtpSink } from '../tools/peers/smtp-sink.ts';
import { percentile, printFigure, say } from './support/figure.ts';
import { load } from './support/machine.ts';
import { readHops, told } from './support/message-hops.ts';
import { setMessagesStage } from './support/messages-stage.ts';
import type { NotifierSettings } from './support/notifier-worker.ts';
import { startProcess } from './support/start-process.ts';

const { values } = parseArgs({
  options: {
    bulk: { type: 'string', default: '100000' },
    urgent: { type: 'string', default: '100' },
    rate: { type: 'string', default: '300' },
    store: { type: 'string', default: 'redis' },
  },
});
const [bulk, urgent, rate] = [values.bulk, values.urgent, values.rate].map(Number) as [
  number,
  number,
  number,
];
const store = values.store === 'postgres' ? 'postgres' : 'redis';
const EVERY_MS = 250;
const CONNECTIONS = 10;
const GOAL_SECONDS = 2;

const loadBefore = load();
const stage = await setMessagesStage(store);
const sink = await startSmtpSink();
const settings: NotifierSettings = {
  ...{ databaseUrl: stage.databaseUrl, redisUrl: stage.redisUrl },
  smtp: { url: sink.url, concurrency: CONNECTIONS, ratePerSecond: rate },
};
const path = join(import.meta.dirname, 'support/notifier-worker.ts');
const notifier = await startProcess(path, [JSON.stringify(settings)], {});

/** Seconds from commit to answer of urgent mails that come one by one, ascending. */
const urgentTimes = async (since: number): Promise<number[]> => {
  for (let sent = 0; sent < urgent; sent += 1) {
    await stage.insert({ count: 1, channel: 'email', lane: 'urgent' });
    await sleep(EVERY_MS);
  }
  for (;;) {
    const { rows } = await sql<{ seconds: number }>`
      select extract(epoch from a.ended_at - m.recorded_at)::float8 as seconds from message m
      join message_attempt a on a.message_id = m.id and a.outcome = 'sent'
      where m.lane = 'urgent' order by m.recorded_at offset ${since}`.execute(stage.db);
    if (rows.length === urgent) return rows.map(({ seconds }) => seconds).sort((a, b) => a - b);
    await sleep(EVERY_MS);
  }
};

try {
  const idle = await urgentTimes(0);
  await stage.insert({ count: bulk, channel: 'email', lane: 'bulk' });
  while (((await stage.states())['created'] ?? 0) > 0) await sleep(EVERY_MS);
  say(`bulk is queued: ${JSON.stringify(await stage.states())}`);
  const since = new Date();
  const busy = await urgentTimes(urgent);
  const hops = await readHops(stage.db, { channel: 'email', lane: 'urgent', since });
  const { queued = 0 } = await stage.states();
  const [p95, idleP95] = [percentile(busy, 0.95), percentile(idle, 0.95)];
  printFigure(
    {
      what: `urgent mail from commit to answer, p95 of ${urgent}, while bulk mails go out at ${rate}/s and ${queued} of ${bulk} still wait at the end (longest ${busy.at(-1)?.toFixed(2)} s); p50 / p95 / p99 of the hops: to queued ${told(hops.relay)}, to begun ${told(hops.queue)}, to answered ${told(hops.provider)}; queue on ${store}`,
      figure: `${p95.toFixed(2)} s`,
      baseline: `nothing else to do: ${idleP95.toFixed(2)} s`,
      ratio: (p95 / idleP95).toFixed(1),
      goal: `under ${GOAL_SECONDS} s${p95 < GOAL_SECONDS ? '' : ': missed'}${queued === 0 ? ' (no bulk was left: not measured)' : ''}`,
      command: `npm run bench:messages-urgent -- --store ${store}`,
    },
    loadBefore,
  );
} finally {
  await notifier.stop();
  await sink.stop();
  await stage.stop();
}
