import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { SmsProvider } from '../../../notify/providers/provider.ts';
import { Secret } from '../../../notify/providers/secret.ts';
import { AliyunSettings, createAliyunProvider } from '../../../notify/providers/sms/aliyun/aliyun.ts';
import { RECEIPT_TIMES, type Receipts, startReceipts } from '../../../notify/receipts/start-receipts.ts';
import { createLog } from '../../../runtime/log.ts';
import { type AliyunStandIn, startAliyunStandIn } from '../../../tools/sms-stand-ins/aliyun-stand-in.ts';
import { pushReceipts } from '../../../tools/sms-stand-ins/push-receipts.ts';
import { addAuthority } from '../../db/support/authority.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { BUREAU, filed, sampleSms } from '../providers/sms/support.ts';
import { addSentMessage, stateOf } from './support/sent-message.ts';

const AUTHORITY = 'pinglu';
const TOKEN = 'a-long-and-secret-token';
let test: TestDatabase;
let db: Kysely<Database>;
let aliyun: AliyunStandIn;
let provider: SmsProvider;
let receipts: Receipts;
let url: string;

beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  await addAuthority(db, AUTHORITY);
  aliyun = await startAliyunStandIn({
    ...{ accessKeyId: 'key-id', accessKeySecret: 'key-secret' },
    filed: { [BUREAU]: { SMS_1: ['unitName', 'dueOn'] } },
  });
  const settings = AliyunSettings.parse({
    ...{ endpoint: aliyun.url, accessKeyId: 'key-id', accessKeySecret: new Secret('key-secret') },
    ...{ templates: [filed('SMS_1')], pushToken: new Secret(TOKEN) },
  });
  provider = createAliyunProvider('aliyun', settings);
  receipts = await startReceipts({
    ...{ db, providers: [provider], metrics: undefined },
    server: { host: '127.0.0.1', port: 0 },
    times: { ...RECEIPT_TIMES, receiptSeconds: 0.1 },
    log: createLog({ process: 'test', level: 'silent' }),
  });
  url = `http://127.0.0.1:${receipts.port}/receipts/aliyun/${TOKEN}`;
});
afterAll(async () => {
  await receipts.stop();
  await provider.close();
  await aliyun.stop();
  await test.drop();
});

const NUMBER = '13900000001';
let sent = 0;

/** A message that went out through the stand-in, noted as sent under the reference of its answer. */
const sendOne = async (more: { readonly minutesAgo?: number; readonly isAnswerLost?: boolean } = {}) => {
  sent += 1;
  const id = await addSentMessage(db, AUTHORITY, { reference: null, minutesAgo: more.minutesAgo ?? 0 });
  const [outcome] = await provider.send([{ ...sampleSms(sent), messageId: id, to: NUMBER }]);
  if (outcome?.kind !== 'sent') throw new Error('it was not sent');
  await db
    .updateTable('message')
    .set(more.isAnswerLost ? { state: 'unknown' } : { providerReference: outcome.reference })
    .where('id', '=', id)
    .execute();
  return id;
};
const reportOf = (id: string) => aliyun.reports().find((entry) => entry['out_id'] === id);
const eventually = async (id: string, state: string) => {
  for (let tries = 0; tries < 100 && (await stateOf(db, id)).state !== state; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await stateOf(db, id)).toMatchObject({ state });
};

describe('pushed receipts', () => {
  it('deliver their messages: late, twice and the wrong way round', async () => {
    const ids = [await sendOne(), await sendOne(), await sendOne()];
    aliyun.report(NUMBER, 'DELIVERED');
    const bodies = ids.map((id) => [reportOf(id)]);
    const answers = await pushReceipts(url, bodies, { times: 2, reversed: true, delayMs: 20 });
    expect(answers.map(({ status, body }) => [status, JSON.parse(body).code])).toEqual(
      Array.from({ length: 6 }, () => [200, 0]),
    );
    for (const id of ids) expect(await stateOf(db, id)).toMatchObject({ state: 'delivered' });
  });

  it('lose nothing of a push of which one entry is bad, and are told which field is wrong', async () => {
    const ids = [await sendOne(), await sendOne()];
    aliyun.report(NUMBER, 'DELIVERED');
    const [first, second] = ids.map(reportOf);
    const [answer] = await pushReceipts(url, [[first, { ...first, success: 1 }, second]]);
    expect(answer).toEqual({ status: 400, body: 'entry 2: success is neither true nor false' });
    for (const id of ids) expect(await stateOf(db, id)).toMatchObject({ state: 'delivered' });
  });

  it('are refused where they cannot be read, and tell nothing to who does not know the token', async () => {
    expect(await pushReceipts(url, ['{'])).toEqual([{ status: 400, body: 'the body is not JSON' }]);
    expect(await pushReceipts(url.replace(TOKEN, 'another'), [[]])).toEqual([{ status: 404, body: '' }]);
    expect(await pushReceipts(url.replace('aliyun', 'nobody'), [[]])).toEqual([{ status: 404, body: '' }]);
    expect((await fetch(url)).status).toBe(405);
    expect((await pushReceipts(url, ['x'.repeat(3 * 1024 * 1024)]))[0]?.status).toBe(413);
  });
});

describe('receipts that are asked for', () => {
  it('decide an unknown message at once, even one whose sending was never noted', async () => {
    const id = await sendOne({ isAnswerLost: true });
    aliyun.report(NUMBER, 'DELIVERED');
    await eventually(id, 'delivered');
    const calls = await db.selectFrom('messageReceipt').where('messageId', '=', id).select('way').execute();
    expect(calls).toEqual([{ way: 'pull' }]);
  });

  it('decide a sent message after twenty minutes of silence, not before', async () => {
    const [fresh, silent] = [await sendOne(), await sendOne({ minutesAgo: 21 })];
    aliyun.report(NUMBER, 'DELIVERED');
    await eventually(silent, 'delivered');
    expect(await stateOf(db, fresh)).toMatchObject({ state: 'sent' });
  });

  it('are given up after three days: the message is flagged and stays sent', async () => {
    const id = await addSentMessage(db, AUTHORITY, { reference: 'gone/1', minutesAgo: 3 * 24 * 60 + 1 });
    const foreign = await addSentMessage(db, AUTHORITY, {
      ...{ reference: 'gone/2', provider: 'sms-gateway', minutesAgo: 5 * 24 * 60 },
    });
    for (let tries = 0; tries < 100 && (await stateOf(db, id)).receiptMissingAt === null; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await stateOf(db, id)).toMatchObject({ state: 'sent', receiptMissingAt: expect.any(String) });
    expect(await stateOf(db, foreign)).toMatchObject({ state: 'sent', receiptMissingAt: null });
  });
});
