import { Secret } from '../../../../notify/providers/secret.ts';
import { AliyunSettings, createAliyunProvider } from '../../../../notify/providers/sms/aliyun/aliyun.ts';
import { type AliyunStandIn, startAliyunStandIn } from '../../../../tools/sms-stand-ins/aliyun-stand-in.ts';
import { BUREAU, filed, sampleSms } from './support.ts';

const TEMPLATE = 'SMS_1001';
let aliyun: AliyunStandIn;

beforeEach(async () => {
  aliyun = await startAliyunStandIn({
    accessKeyId: 'key-id',
    accessKeySecret: 'key-secret',
    filed: { [BUREAU]: { [TEMPLATE]: ['unitName', 'dueOn'] } },
  });
});
afterEach(() => aliyun.stop());

const provider = (more: object = {}) =>
  createAliyunProvider(
    'aliyun',
    AliyunSettings.parse({
      endpoint: aliyun.url,
      accessKeyId: 'key-id',
      accessKeySecret: new Secret('key-secret'),
      templates: [filed(TEMPLATE)],
      timeoutMs: 1_000,
      ...more,
    }),
  );
const many = (count: number, more?: (at: number) => object) =>
  Array.from({ length: count }, (_, at) => sampleSms(at, more?.(at)));

describe('the Aliyun adapter, against a stand-in built from its documentation', () => {
  it('sends one message with the words of our record as template variables', async () => {
    const message = sampleSms(1);
    const [outcome] = await provider().send([message]);
    expect(outcome).toMatchObject({ kind: 'sent', code: 'OK' });
    expect(aliyun.sent).toMatchObject([
      {
        action: 'SendSms',
        number: message.to,
        signature: BUREAU,
        template: TEMPLATE,
        params: { unitName: '顺达运输有限公司1', dueOn: '2026年3月31日' },
        outId: message.messageId,
      },
    ]);
  });

  it('sends different texts by hundreds and equal texts in one call', async () => {
    const outcomes = await provider({ batchSize: 1_000 }).send(many(250));
    expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true);
    expect(aliyun.calls.map(({ action, numbers }) => [action, numbers])).toEqual(
      expect.arrayContaining([
        ['SendBatchSms', 100],
        ['SendBatchSms', 100],
        ['SendBatchSms', 50],
      ]),
    );
    await provider({ batchSize: 1_000 }).send(many(250, () => ({ unitName: '全体单位' })));
    expect(aliyun.calls.at(-1)).toEqual({ action: 'SendSms', numbers: 250 });
    expect(aliyun.sent).toHaveLength(500);
    expect(new Set(outcomes.map((outcome) => 'reference' in outcome && outcome.reference)).size).toBe(250);
  });

  it('never puts one number twice into a call', async () => {
    const outcomes = await provider().send(many(3, () => ({ to: '13800000001' })));
    expect(aliyun.calls.map(({ numbers }) => numbers)).toEqual([1, 1, 1]);
    expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true);
  });

  it('finds the one number that spoils a call and sends the others', async () => {
    aliyun.illegal.add('13800000007');
    const outcomes = await provider().send(many(20));
    expect(outcomes[7]).toMatchObject({
      kind: 'permanent',
      code: 'isv.MOBILE_NUMBER_ILLEGAL',
      isBadAddress: true,
      isProviderFault: false,
    });
    expect(outcomes.filter(({ kind }) => kind === 'sent')).toHaveLength(19);
    expect(aliyun.sent).toHaveLength(19);
  });

  it.each(['silent', 'cut'] as const)(
    'calls a message unknown when the answer is lost (%s)',
    async (fault) => {
      aliyun.behave(() => fault);
      const message = sampleSms(1);
      const [outcome] = await provider().send([message]);
      expect(outcome).toMatchObject({
        kind: 'unknown',
        reference: expect.stringContaining(message.messageId),
      });
      expect(aliyun.sent).toHaveLength(1);
    },
  );

  it('finds by pull what became of messages whose answer was lost', async () => {
    aliyun.behave(({ headers }) => (headers['x-acs-action'] === 'SendBatchSms' ? 'cut' : null));
    const messages = many(3);
    const outcomes = await provider().send(messages);
    aliyun.report('13800000000', 'DELIVERED');
    aliyun.report('13800000001', 'MK:0001');
    const asked = messages.map(({ messageId, to }, at) => {
      const outcome = outcomes[at];
      const reference = outcome?.kind === 'unknown' ? (outcome.reference ?? '') : '';
      return { messageId, reference, companions: [], address: to, sentAt: new Date() };
    });
    const receipts = await provider().pullReceipts?.(asked);
    expect(receipts?.map(({ messageId, state, isBadAddress }) => [messageId, state, isBadAddress])).toEqual([
      [messages[0]?.messageId, 'delivered', undefined],
      [messages[1]?.messageId, 'failed', true],
      [messages[2]?.messageId, 'accepted', undefined],
    ]);
  });

  it('finds by pull what a killed process had handed over, by the message that gave the call its name', async () => {
    const messages = many(3);
    await provider().send(messages);
    aliyun.report('13800000002', 'DELIVERED');
    const last = messages[2] ?? sampleSms(2);
    const asked = { messageId: last.messageId, reference: '', address: last.to, sentAt: new Date() };
    const ids = messages.map(({ messageId }) => messageId);
    expect(await provider().pullReceipts?.([{ ...asked, companions: [last.messageId] }])).toEqual([]);
    expect(await provider().pullReceipts?.([{ ...asked, companions: ids }])).toMatchObject([
      { messageId: last.messageId, state: 'delivered' },
    ]);
  });

  it.each([
    ['isv.BUSINESS_LIMIT_CONTROL', { kind: 'temporary', isProviderFault: false }],
    ['isv.AMOUNT_NOT_ENOUGH', { kind: 'temporary', retryAfterMs: 300_000 }],
    ['isv.SMS_TEMPLATE_ILLEGAL', { kind: 'temporary' }],
    ['isv.SMS_CONTENT_ILLEGAL', { kind: 'permanent', isInvalid: true }],
    ['Throttling.User', { kind: 'temporary', retryAfterMs: 1_000 }],
    ['InternalError', { kind: 'unknown' }],
    ['isv.SOMETHING_NEW', { kind: 'temporary' }],
  ])('takes %s for what it means', async (code, expected) => {
    aliyun.behave(() => ({ status: 400, body: { Code: code, Message: code, RequestId: 'R' } }));
    const [outcome] = await provider().send([sampleSms(1)]);
    expect(outcome).toMatchObject({ ...expected, code });
    expect(aliyun.sent).toHaveLength(0);
  });

  it('is refused with a wrong key, and takes that for a matter of the account', async () => {
    const [outcome] = await provider({ accessKeySecret: new Secret('another') }).send([sampleSms(1)]);
    expect(outcome).toMatchObject({ kind: 'temporary', code: 'SignatureDoesNotMatch' });
    expect(aliyun.sent).toHaveLength(0);
  });

  it('gives no message to it whose template is not approved or does not fit', async () => {
    const pending = provider({ templates: [filed(TEMPLATE, { state: 'pending' })] });
    const long = sampleSms(1, { unitName: '长'.repeat(36) });
    expect(pending.accepts?.(sampleSms(1))).toBe(false);
    expect(provider().accepts?.(long)).toBe(false);
    expect(provider({ templates: [filed(TEMPLATE, { limits: { unitName: 40 } })] }).accepts?.(long)).toBe(
      true,
    );
    expect(provider().accepts?.(sampleSms(1))).toBe(true);
    expect(await provider().send([long])).toMatchObject([{ kind: 'permanent', isInvalid: true }]);
    expect(aliyun.calls).toEqual([]);
  });

  it('reads a pushed report and says of a bad entry which field is wrong, without losing the others', async () => {
    const messages = many(2);
    const outcomes = await provider().send(messages);
    aliyun.report('13800000000', 'DELIVERED');
    aliyun.report('13800000001', 'MK:0001');
    const [first, second] = aliyun.reports();
    const push = {
      headers: {},
      query: {},
      body: JSON.stringify([first, { ...first, success: 'yes' }, second]),
    };
    const read = provider().readPush?.(push);
    expect(
      read?.receipts.map(({ reference, state, isBadAddress }) => [reference, state, isBadAddress]),
    ).toEqual([
      [outcomes[0]?.kind === 'sent' && outcomes[0].reference, 'delivered', undefined],
      [outcomes[1]?.kind === 'sent' && outcomes[1].reference, 'failed', true],
    ]);
    expect(read?.receipts[0]?.reportedAt).toBe('2026-01-05T01:30:07.000Z');
    expect(read?.problems).toEqual(['entry 2: success is neither true nor false']);
    expect(() => provider().readPush?.({ ...push, body: 'what?' })).toThrow('the body is not JSON');
  });
});
