import { Secret } from '../../../../notify/providers/secret.ts';
import { createTencentProvider, TencentSettings } from '../../../../notify/providers/sms/tencent/tencent.ts';
import {
  startTencentStandIn,
  type TencentStandIn,
} from '../../../../tools/sms-stand-ins/tencent-stand-in.ts';
import { BUREAU, filed, sampleSms } from './support.ts';

const TEMPLATE = '1110';
let tencent: TencentStandIn;

beforeEach(async () => {
  tencent = await startTencentStandIn({
    secretId: 'secret-id',
    secretKey: 'secret-key',
    sdkAppId: '1400006666',
    filed: { [BUREAU]: { [TEMPLATE]: 2 } },
  });
});
afterEach(() => tencent.stop());

const provider = (more: object = {}) =>
  createTencentProvider(
    'tencent',
    TencentSettings.parse({
      endpoint: tencent.url,
      secretId: 'secret-id',
      secretKey: new Secret('secret-key'),
      sdkAppId: '1400006666',
      templates: [filed(TEMPLATE)],
      timeoutMs: 1_000,
      ...more,
    }),
  );
const same = (count: number) =>
  Array.from({ length: count }, (_, at) => sampleSms(at, { unitName: '全体单位' }));

describe('the Tencent adapter, against a stand-in built from its documentation', () => {
  it('sends variables in the filed order and keeps the serial number of each', async () => {
    const [outcome] = await provider().send([sampleSms(1)]);
    expect(outcome).toMatchObject({ kind: 'sent', code: 'Ok', reference: '2106:300000000000' });
    expect(tencent.sent).toMatchObject([
      { number: '13800000001', template: TEMPLATE, params: ['顺达运输有限公司1', '2026年3月31日'] },
    ]);
  });

  it('sends equal texts by two hundreds and others one by one', async () => {
    await provider({ batchSize: 200 }).send([...same(250), sampleSms(900), sampleSms(901)]);
    expect(tencent.calls.toSorted((a, b) => a - b)).toEqual([1, 1, 50, 200]);
    expect(new Set(tencent.sent.map(({ serial }) => serial)).size).toBe(252);
  });

  it('takes the answer for each number', async () => {
    tencent.refused.set('13800000001', 'FailedOperation.PhoneNumberInBlacklist');
    tencent.refused.set('13800000002', 'LimitExceeded.PhoneNumberThirtySecondLimit');
    tencent.refused.set('13800000003', 'InvalidParameterValue.IncorrectPhoneNumber');
    const outcomes = await provider().send(same(5));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'permanent', 'temporary', 'permanent', 'sent']);
    expect(outcomes.slice(1, 4)).toMatchObject([
      { isProviderFault: false },
      { isProviderFault: false },
      { isBadAddress: true },
    ]);
    expect(tencent.sent).toHaveLength(2);
  });

  it.each(['silent', 'cut'] as const)(
    'calls a lost answer (%s) unknown and finds its end by pull',
    async (fault) => {
      tencent.behave(({ headers }) => (headers['x-tc-action'] === 'SendSms' ? fault : null));
      const [first, second] = same(2);
      const outcomes = await provider().send([first ?? sampleSms(0), second ?? sampleSms(1)]);
      expect(outcomes).toMatchObject([{ kind: 'unknown' }, { kind: 'unknown' }]);
      tencent.report('13800000000', 'DELIVRD');
      const asked = [first, second].flatMap((message, at) => {
        const outcome = outcomes[at];
        if (message === undefined || outcome?.kind !== 'unknown') return [];
        const { messageId, to } = message;
        return {
          messageId,
          reference: outcome.reference ?? '',
          companions: [],
          address: to,
          sentAt: new Date(),
        };
      });
      expect(await provider().pullReceipts?.(asked)).toMatchObject([
        { messageId: first?.messageId, state: 'delivered', reference: '2106:300000000000' },
      ]);
    },
  );

  it.each([
    ['FailedOperation.InsufficientBalanceInSmsPackage', { kind: 'temporary', retryAfterMs: 300_000 }],
    ['RequestLimitExceeded.UinLimitExceeded', { kind: 'temporary', retryAfterMs: 1_000 }],
    ['FailedOperation.TemplateIncorrectOrUnapproved', { kind: 'temporary' }],
    ['FailedOperation.ContainSensitiveWord', { kind: 'permanent', isInvalid: true }],
    ['InternalError.Timeout', { kind: 'unknown' }],
  ])('takes %s for what it means', async (code, expected) => {
    tencent.behave(() => ({ status: 200, body: { Response: { Error: { Code: code }, RequestId: 'R' } } }));
    expect(await provider().send([sampleSms(1)])).toMatchObject([{ ...expected, code }]);
  });

  it('is refused with a wrong key and for another application', async () => {
    expect(await provider({ secretKey: new Secret('other') }).send([sampleSms(1)])).toMatchObject([
      { kind: 'temporary', code: 'AuthFailure.SignatureFailure' },
    ]);
    expect(await provider({ sdkAppId: '1' }).send([sampleSms(1)])).toMatchObject([
      { kind: 'temporary', code: 'InvalidParameterValue.SdkAppIdNotExist' },
    ]);
    expect(tencent.sent).toEqual([]);
  });

  it('takes only messages whose variables fit what the account was granted', () => {
    const long = sampleSms(1, { unitName: '朔州市平鲁区顺达运输有限公司' });
    expect(provider().accepts?.(long)).toBe(false);
    expect(provider({ variableLimit: 20 }).accepts?.(long)).toBe(true);
  });

  it('reads a pushed report entry by entry', async () => {
    await provider().send(same(2));
    tencent.report('13800000000', 'DELIVRD');
    tencent.report('13800000001', 'MI:0073');
    const [first, second] = tencent.reports();
    const read = provider().readPush?.({
      ...{ headers: {}, query: {} },
      body: JSON.stringify([{ ...first, sid: '' }, first, second]),
    });
    expect(read?.problems).toEqual(['entry 1: sid is missing']);
    expect(read?.receipts).toMatchObject([
      { reference: '2106:300000000000', state: 'delivered', reportedAt: '2026-01-05T01:30:07.000Z' },
      { reference: '2106:300000000001', state: 'failed', code: 'MI:0073', isBadAddress: true },
    ]);
    expect(JSON.parse(read?.answer.body ?? '')).toEqual({ result: 0, errmsg: 'OK' });
  });
});
