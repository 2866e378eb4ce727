/**
 * Mails a second of the whole way (outbox, queue, attempt, mail, answer written) against nodemailer's bare pool with the
 * same connections, into the same smtp-sink behind the same delay, in turns.
 *
 *     npm run bench:messages-smtp -- [--mails 2000] [--connections 20] [--delay 50] [--rounds 3] [--store redis]
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTransport } from 'nodemailer';
import { renderEmail } from '../notify/templates/render.ts';
import { startSmtpSink } from '../tools/peers/smtp-sink.ts';
import { startTcpFaultProxy } from '../tools/peers/tcp-fault-proxy.ts';
import { printFigure, say } from './support/figure.ts';
import { load } from './support/machine.ts';
import { NOON, setMessagesStage, UNFINISHED } from './support/messages-stage.ts';
import type { NotifierSettings } from './support/notifier-worker.ts';
import { startProcess } from './support/start-process.ts';

const { values } = parseArgs({
  options: {
    mails: { type: 'string', default: '2000' },
    connections: { type: 'string', default: '20' },
    delay: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '3' },
    store: { type: 'string', default: 'redis' },
  },
});
const [mails, connections, delayMs, rounds] = [
  values.mails,
  values.connections,
  values.delay,
  values.rounds,
].map(Number) as [number, number, number, number];
const store = values.store === 'postgres' ? 'postgres' : 'redis';
const GOAL = 0.7;

const loadBefore = load();
const stage = await setMessagesStage(store);
const sink = await startSmtpSink();
const proxy = await startTcpFaultProxy(sink.port, { latencyMs: delayMs / 2 });
const url = `smtp://127.0.0.1:${proxy.port}`;

const content = renderEmail(
  {
    ...{ template: 'reminder.visit', templateVersion: 1, recipientKind: 'officer', businessAt: NOON },
    params: {
      ...{
        recipientName: '张三',
        authorityName: '平鲁区交通运输局',
        taskNumber: '2021-1-1',
        phase: 'before',
      },
      ...{ unitName: '朔州市平鲁区顺达运输有限公司', dueOn: '2021-04-30', workingDays: 3 },
    },
  },
  { rehearsal: false },
);

const perSecond = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return (mails * 1000) / (performance.now() - startedAt);
};

const bare = (): Promise<number> => {
  const options = { url, pool: true, maxConnections: connections, maxMessages: 1_000_000 };
  const transport = createTransport(options as Parameters<typeof createTransport>[0]);
  const from = '平鲁区交通运输局 <notice@example.gov.cn>';
  return perSecond(() =>
    Promise.all(
      Array.from({ length: mails }, (_, n) =>
        transport.sendMail({ from, to: `officer${n}@example.cn`, ...content }),
      ),
    ),
  ).finally(() => transport.close());
};

const ours = async (): Promise<number> => {
  await stage.insert({ count: mails, channel: 'email', lane: 'normal' });
  const settings: NotifierSettings = {
    ...{ databaseUrl: stage.databaseUrl, redisUrl: stage.redisUrl },
    smtp: { url, concurrency: connections, ratePerSecond: null },
  };
  const path = join(import.meta.dirname, 'support/notifier-worker.ts');
  const before = sink.received();
  const notifier = await startProcess(path, [JSON.stringify(settings)], {});
  // Both count from the first mails on: a process that starts is not what is compared.
  while (sink.received() - before < connections) await new Promise((next) => setTimeout(next, 2));
  const rate = await perSecond(() => stage.until('email', UNFINISHED));
  await notifier.stop();
  return rate;
};

try {
  const figures: { readonly bare: number; readonly ours: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const figure = { bare: await bare(), ours: await ours() };
    figures.push(figure);
    say(`bare ${figure.bare.toFixed(0)}/s, ours ${figure.ours.toFixed(0)}/s`);
  }
  const worst = figures.reduce((a, b) => (a.ours / a.bare < b.ours / b.bare ? a : b));
  printFigure(
    {
      what: `mails a second from outbox to answer, ${connections} connections into smtp-sink with ${delayMs} ms of delay, worst of ${rounds} rounds of ${mails}; queue on ${store}`,
      figure: `${worst.ours.toFixed(0)}/s`,
      baseline: `nodemailer's bare pool: ${worst.bare.toFixed(0)}/s`,
      ratio: (worst.ours / worst.bare).toFixed(2),
      goal: `at least ${GOAL}${worst.ours / worst.bare < GOAL ? ': missed' : ''}`,
      command: `npm run bench:messages-smtp -- --store ${store}`,
    },
    loadBefore,
  );
} finally {
  await proxy.stop();
  await sink.stop();
  await stage.stop();
}
