/**
 * How long it takes until 100,000 rows of the outbox are in the queue, by one relay, while nothing is sent: on Redis and
 * on PostgreSQL. Baseline: BullMQ's own `addBulk` of as many jobs into the same store, in the same pieces, without any
 * row to claim or to mark.
 *
 *     npm run bench:messages-queue -- [--rows 100000] [--store redis|postgres]
 */
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { type Notifier, startNotifier } from '../notify/notifier.ts';
import type { ConfiguredProvider } from '../notify/providers/providers-file.ts';
import { openQueueBackend } from '../notify/queue/bullmq-backend.ts';
import { settableClock } from '../runtime/clock.ts';
import { createLog } from '../runtime/log.ts';
import { printFigure, say } from './support/figure.ts';
import { load } from './support/machine.ts';
import { NOON, setMessagesStage } from './support/messages-stage.ts';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, store: { type: 'string' } },
});
const rows = Number(values.rows);
const stores =
  values.store === undefined ? (['redis', 'postgres'] as const) : [values.store as 'redis' | 'postgres'];
const GOAL_SECONDS = 20;
const PIECE = 1_000;
const log = createLog({ process: 'bench', level: 'warn' });

/** Takes one message and keeps it until the end, so that the queue only grows. */
const stalled = (): { readonly provider: ConfiguredProvider; readonly release: () => void } => {
  let release: () => void = () => undefined;
  const end = new Promise<void>((resolve) => {
    release = resolve;
  });
  const provider: ConfiguredProvider = {
    ...{
      id: 'stalled',
      kind: 'stalled',
      channel: 'email',
      restingWeight: 100,
      ratePerSecond: null,
      concurrency: 1,
    },
    open: () => ({
      ...{ id: 'stalled', kind: 'stalled', channel: 'email', batchSize: 1 },
      send: async (batch: readonly unknown[]) => {
        await end;
        return batch.map(() => ({ kind: 'temporary', code: 'stalled', answer: '' }) as const);
      },
      close: async () => undefined,
    }),
  };
  return { provider, release };
};

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
};

for (const store of stores) {
  const loadBefore = load();
  const stage = await setMessagesStage(store);
  try {
    const { databaseUrl, redisUrl } = stage;
    const backend = await openQueueBackend({ databaseUrl, redisUrl, log });
    const bare = backend.queue('email-bare');
    const jobs = Array.from({ length: rows }, () => crypto.randomUUID());
    const bareSeconds = await seconds(async () => {
      for (let from = 0; from < rows; from += PIECE)
        await bare.add(jobs.slice(from, from + PIECE).map((id) => ({ id, lane: 'bulk', messageIds: [id] })));
    });
    await bare.close();
    say(`bare: ${bareSeconds.toFixed(1)} s`);

    const insertSeconds = await seconds(() => stage.insert({ count: rows, channel: 'email', lane: 'bulk' }));
    await sql`analyze message`.execute(stage.db);
    const { provider, release } = stalled();
    let notifier: Notifier | null = null;
    const taken = await seconds(async () => {
      notifier = await startNotifier({
        ...{ databaseUrl, redisUrl, providers: [provider], from: '<notice@example.gov.cn>' },
        ...{ clock: settableClock(Date.parse(NOON)), rehearsal: false, log },
      });
      await stage.until('email', ['created']);
    });
    release();
    await (notifier as Notifier | null)?.stop();
    printFigure(
      {
        what: `${rows} rows of the outbox into the queue on ${store} by one relay (written before in ${insertSeconds.toFixed(1)} s)`,
        figure: `${taken.toFixed(1)} s`,
        baseline: `BullMQ's addBulk of as many jobs: ${bareSeconds.toFixed(1)} s`,
        ratio: (taken / bareSeconds).toFixed(1),
        goal: `under ${GOAL_SECONDS} s${taken < GOAL_SECONDS ? '' : ': missed'}`,
        command: `npm run bench:messages-queue -- --rows ${rows} --store ${store}`,
      },
      loadBefore,
    );
  } finally {
    await stage.stop();
  }
}
