import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { type BounceListener, startBounceListener } from '../../../notify/bounces/bounce-listener.ts';
import { bounceLevel, bounceRates, createBounceMetrics } from '../../../notify/bounces/bounce-rate.ts';
import { recordBounce } from '../../../notify/bounces/record-bounce.ts';
import { insertNotices } from '../../../notify/outbox/insert-notices.ts';
import { createSmtpProvider } from '../../../notify/providers/email/smtp.ts';
import { createLog } from '../../../runtime/log.ts';
import { createMetrics } from '../../../runtime/metrics.ts';
import { type Postfix, startPostfix } from '../../../tools/peers/postfix.ts';
import { type SmtpSink, startSmtpSink } from '../../../tools/peers/smtp-sink.ts';
import { addAuthority } from '../../db/support/authority.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { describeWith } from '../../support/peers.ts';
import { reminder } from '../support/samples.ts';

const AUTHORITY = 'pinglu';
const log = createLog({ process: 'test', level: 'silent' });
const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'samples', `${name}.eml`));

const idOf = (number: number): string => `0198c0de-0000-7000-8000-00000000000${number}`;

let test: TestDatabase;
let listener: BounceListener;
const metrics = createMetrics('test');
beforeAll(async () => {
  test = await createTestDatabase();
  await addAuthority(test.db, AUTHORITY);
  listener = await startBounceListener({ db: test.db, host: '127.0.0.1', port: 0, log, metrics });
});
afterAll(async () => {
  await listener.stop();
  await test.drop();
});

let written = 0;
/** A mail that has left the house, to `address`. */
const sentMail = async (
  address: string,
  state: 'sending' | 'sent' | 'unknown' | 'delivered' = 'sent',
  id?: string,
): Promise<string> => {
  written += 1;
  const notice = reminder(AUTHORITY, written);
  await test.db.transaction().execute((trx) => insertNotices(trx, [notice]));
  const row = await test.db
    .updateTable('message')
    .set({ address, state, provider: 'smtp', ...(id === undefined ? {} : { id }) })
    .where('subjectId', '=', notice.subjectId)
    .returning('id')
    .executeTakeFirstOrThrow();
  const sent = { providerReference: `<${row.id}@example.gov.cn>` };
  await test.db.updateTable('message').set(sent).where('id', '=', row.id).execute();
  return row.id;
};
const messageOf = (id: string) =>
  test.db
    .selectFrom('message')
    .select(['state', 'failureClass', 'failure'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
const suppressed = async (): Promise<readonly string[]> =>
  (await test.db.selectFrom('suppressedAddress').select('address').execute()).map(({ address }) => address);

describeWith(['postfix', 'smtp-sink'], 'a mail that Postfix could not deliver', () => {
  let postfix: Postfix;
  let sinks: SmtpSink[];
  beforeAll(async () => {
    sinks = await Promise.all([
      startSmtpSink({ args: ['-f', 'RCPT', '-B', '550 5.1.1 User unknown'] }),
      startSmtpSink({ args: ['-r', 'RCPT', '-b', '452 4.2.2 Mailbox full'] }),
    ]);
    const [hard, soft] = sinks;
    postfix = await startPostfix({
      domains: {
        'bounce.example.gov.cn': `smtp:[127.0.0.1]:${listener.port}`,
        'full.example.cn': `smtp:[127.0.0.1]:${soft?.port}`,
      },
      otherwise: `smtp:[127.0.0.1]:${hard?.port}`,
    });
  });
  afterAll(() => Promise.all([postfix.stop(), ...sinks.map((sink) => sink.stop())]));

  const sendThroughPostfix = async (messageId: string, to: string, bounceAddress?: string) => {
    const provider = createSmtpProvider({
      url: postfix.url,
      from: '平鲁区交通运输局 <notice@bounce.example.gov.cn>',
      bounceAddress,
    });
    const content = { subject: '提醒', text: '请办理。', html: '<p>请办理。</p>', businessAt: null };
    expect(await provider.send([{ messageId, to, ...content }])).toMatchObject([{ kind: 'sent' }]);
    await provider.close();
  };
  const untilFailed = async (id: string) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const message = await messageOf(id);
      if (message.state === 'failed') return message;
      await sleep(50);
    }
    throw new Error(`no bounce came:\n${postfix.log()}`);
  };

  it('comes back as failed and its address is written to no more, where there is none', async () => {
    const id = await sentMail('gone@hard.example.cn');
    await sendThroughPostfix(id, 'gone@hard.example.cn', 'bounce@bounce.example.gov.cn');
    expect(await untilFailed(id)).toMatchObject({
      failureClass: 'permanent',
      failure: /5\.1\.1.*User unknown/,
    });
    expect(await suppressed()).toContain('gone@hard.example.cn');
  });

  it('is told by its envelope id alone, without a return path of its own', async () => {
    const id = await sentMail('away@hard.example.cn', 'unknown');
    await sendThroughPostfix(id, 'away@hard.example.cn');
    expect(await untilFailed(id)).toMatchObject({ failureClass: 'permanent' });
  });

  it('leaves the address alone where only the mailbox was full', async () => {
    const id = await sentMail('full@full.example.cn');
    await sendThroughPostfix(id, 'full@full.example.cn', 'bounce@bounce.example.gov.cn');
    expect(await untilFailed(id)).toMatchObject({ failure: expect.stringMatching(/4\.2\.2.*Mailbox full/) });
    expect(await suppressed()).not.toContain('full@full.example.cn');
  });
});

describe('a mail to the bounce address', () => {
  it('is recorded once, however often it comes', async () => {
    const id = await sentMail('wang@163.com', 'sent', idOf(1));
    expect(await recordBounce(test.db, sample('netease-report'))).toMatchObject({
      kind: 'recorded',
      isNew: true,
    });
    expect(await recordBounce(test.db, sample('netease-report'))).toMatchObject({
      kind: 'recorded',
      isNew: false,
    });
    expect(await messageOf(id)).toMatchObject({ state: 'failed' });
    expect(await suppressed()).toContain('wang@163.com');
  });

  it('that says delayed shows that an unknown message was taken after all', async () => {
    const id = await sentMail('zhao@slow.example.cn', 'unknown', idOf(7));
    await recordBounce(test.db, sample('delayed'));
    expect(await messageOf(id)).toMatchObject({ state: 'sent' });
  });

  it('never undoes a delivery', async () => {
    const id = await sentMail('full@qq.com', 'delivered', idOf(5));
    await recordBounce(test.db, sample('qq-full'));
    expect(await messageOf(id)).toMatchObject({ state: 'delivered' });
  });

  it('that is faster than our own note of the sending is asked to come again', async () => {
    const id = await sentMail('wang@163.com', 'sending', idOf(3));
    expect(await recordBounce(test.db, sample('qq-no-user'))).toEqual({ kind: 'early', messageId: id });
    expect(await messageOf(id)).toMatchObject({ state: 'sending' });
  });

  it('that names no message of ours, or is no bounce, changes nothing', async () => {
    const before = await test.db.selectFrom('messageReceipt').selectAll().execute();
    expect(await recordBounce(test.db, sample('exchange'))).toMatchObject({ kind: 'unmatched' });
    expect(await recordBounce(test.db, sample('absence-note'))).toEqual({ kind: 'other' });
    expect(await test.db.selectFrom('messageReceipt').selectAll().execute()).toEqual(before);
  });

  it('is asked to come again while it cannot be stored', async () => {
    const gone = await createTestDatabase();
    const deaf = await startBounceListener({ db: gone.db, host: '127.0.0.1', port: 0, log });
    await gone.drop();
    const transport = createTransport({ url: `smtp://127.0.0.1:${deaf.port}` });
    const envelope = { from: '', to: `bounce+${idOf(1)}@b.example.gov.cn` };
    await expect(transport.sendMail({ envelope, raw: sample('netease-report') })).rejects.toMatchObject({
      responseCode: 451,
    });
    await deaf.stop();
  });
});

describe('the share of mails that come back', () => {
  it('warns at 5 % and is critical at 10 %, and not for a handful of mails', () => {
    const levels = [
      [49, 49],
      [100, 4],
      [100, 5],
      [100, 9],
      [100, 10],
    ].map(([sent = 0, bounced = 0]) => bounceLevel(sent, bounced));
    expect(levels).toEqual(['ok', 'ok', 'warning', 'warning', 'critical']);
  });

  it('is counted per authority and shown as metrics', async () => {
    const id = await sentMail('zheng@example.com', 'sent', idOf(4));
    await sentMail('on-its-way@example.com', 'sending');
    await recordBounce(test.db, sample('qq-refused'));
    const sent = await test.db.selectFrom('message').select('id').where('state', '<>', 'sending').execute();
    const bounced = await test.db
      .selectFrom('messageReceipt')
      .select('messageId')
      .distinct()
      .where('state', '=', 'failed')
      .execute();
    expect(bounced).toContainEqual({ messageId: id });
    expect(await bounceRates(test.db)).toEqual([
      { authorityId: AUTHORITY, sent: sent.length, bounced: bounced.length, level: 'ok' },
    ]);
    await createBounceMetrics(metrics)(test.db);
    expect(await metrics.registry.metrics()).toMatch(/email_bounce_level\{authority="pinglu"[^}]*\} 0/);
  });
});
