import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { insertNotices } from '../../notify/outbox/insert-notices.ts';
import { childEnvironment } from '../../runtime/environment.ts';
import { type Inbox, startInbox } from '../../tools/inbox/inbox.ts';
import { freePort } from '../../tools/process/free-port.ts';
import { type SmsGateway, startSmsGateway } from '../../tools/sms-gateway/sms-gateway.ts';
import { addAuthority } from '../db/support/authority.ts';
import { reminder } from '../notify/support/samples.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const MAIN = resolve('workers/notifier.ts');
let test: TestDatabase;
let inbox: Inbox;
let gateway: SmsGateway;
let child: ChildProcess | null = null;

beforeAll(async () => {
  [test, inbox, gateway] = await Promise.all([createTestDatabase(), startInbox(), startSmsGateway()]);
  await addAuthority(test.db, 'pinglu');
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await Promise.all([inbox.stop(), gateway.stop()]);
  await test.drop();
});

/** Runs the process; `output` is all it wrote so far. */
const start = (environment: Record<string, string | undefined>) => {
  const started = spawn(process.execPath, [MAIN], {
    env: childEnvironment({ NODE_OPTIONS: undefined, ...environment }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  let output = '';
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => (output += chunk));
  return { started, exited: once(started, 'exit'), output: () => output };
};

describe('the notifier as a process', () => {
  it('sends what the outbox holds, answers its metrics, and ends with 0 when told to stop', async () => {
    const port = await freePort();
    const { started, exited, output } = start({
      DATABASE_URL: test.url,
      SMTP_URL: inbox.smtpUrl,
      SMS_GATEWAY_URL: gateway.smsUrl,
      REDIS_URL: undefined,
      METRICS_PORT: String(port),
      METRICS_HOST: '127.0.0.1',
      // Where pages are shown; figures are for the watch alone.
      API_HOST: '127.0.0.2',
    });
    const notice = { ...reminder('pinglu', 1), expiresAt: null };
    await test.db
      .transaction()
      .execute((trx) => insertNotices(trx, [{ ...notice, channels: ['email', 'sms'] }]));
    while (inbox.messages().length + gateway.messages().length < 2) await sleep(50);
    while (!output().includes('notifier is up')) await sleep(50);
    const read = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const expected = [
      /inspection_messages_queued_total\{[^}]*\} 2/,
      /inspection_message_attempts_total\{[^}]*channel="email"[^}]*outcome="sent"[^}]*\} 1/,
      /inspection_outbox_lag_seconds\{[^}]*\} 0/,
      /inspection_messages_unknown\{[^}]*\} 0/,
    ];
    // Counted when an answer is in the facts, the gauges at the next sweep: moments after the mail itself has come.
    const giveUpAt = Date.now() + 20_000;
    let metrics = await read();
    while (!expected.every((each) => each.test(metrics)) && Date.now() < giveUpAt) {
      await sleep(100);
      metrics = await read();
    }
    for (const each of expected) expect(metrics).toMatch(each);
    const ready = async (): Promise<number> => (await fetch(`http://127.0.0.1:${port}/readyz`)).status;
    expect(await ready()).toBe(200);
    started.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(output()).toContain('notifier stops');
    for (const personal of ['张三', 'zhangsan', '13900000001']) expect(output()).not.toContain(personal);
  });

  it('names everything it misses and ends with 1', async () => {
    const { exited, output } = start({
      DATABASE_URL: undefined,
      SMTP_URL: undefined,
      SMS_GATEWAY_URL: undefined,
    });
    expect(await exited).toEqual([1, null]);
    for (const name of ['DATABASE_URL', 'SMTP_URL', 'SMS_GATEWAY_URL']) expect(output()).toContain(name);
  });
});
