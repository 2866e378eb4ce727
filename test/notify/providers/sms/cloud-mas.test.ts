import { Secret } from '../../../../notify/providers/secret.ts';
import {
  CloudMasSettings,
  createCloudMasProvider,
} from '../../../../notify/providers/sms/cloud-mas/cloud-mas.ts';
import { masMac } from '../../../../notify/providers/sms/cloud-mas/mac.ts';
import {
  type CloudMasStandIn,
  startCloudMasStandIn,
} from '../../../../tools/sms-stand-ins/cloud-mas-stand-in.ts';
import { BUREAU, filed, sampleSms } from './support.ts';

/** The account of the interface document's examples. */
const SAMPLE = {
  ecName: '政企分公司测试',
  apId: 'demo0',
  secretKey: '123qwe',
  mobiles: '13800138000',
  addSerial: '',
};
const TEMPLATE = '38516fabae004eddbfa3ace1d4194696';
let mas: CloudMasStandIn;

beforeEach(async () => {
  mas = await startCloudMasStandIn({
    ...{ ecName: BUREAU, apId: 'inspect', secretKey: 'key' },
    ...{ signs: ['DWItALe3A'], templates: { [TEMPLATE]: 2 } },
  });
});
afterEach(() => mas.stop());

const provider = (more: object = {}) =>
  createCloudMasProvider(
    'cloud-mas',
    CloudMasSettings.parse({
      ...{ url: mas.url, ecName: BUREAU, apId: 'inspect', secretKey: new Secret('key') },
      ...{ signature: { name: BUREAU, code: 'DWItALe3A' }, timeoutMs: 1_000, ...more },
    }),
  );
const same = (count: number) =>
  Array.from({ length: count }, (_, at) => sampleSms(at, { unitName: '全体单位' }));

describe('the mac of a 云MAS request', () => {
  it('is that of the worked examples of the interface document', () => {
    expect(masMac({ ...SAMPLE, content: '移动改变生活。', sign: 'DWItALe3A' })).toBe(
      '7997ddb079db2155b517b21b2a812370',
    );
    expect(masMac({ ...SAMPLE, templateId: TEMPLATE, content: '["abcde"]', sign: '4sEuJxDpC' })).toBe(
      '02009a533ee3fb8603062971a53beff0',
    );
  });
});

describe('the 云MAS adapter, against a stand-in built from its documentation', () => {
  it('sends a text without its signature, which the platform puts in front', async () => {
    const [outcome] = await provider().send([sampleSms(1)]);
    expect(outcome).toMatchObject({ kind: 'sent', code: 'success' });
    expect(mas.sent).toMatchObject([
      {
        number: '13800000001',
        content: '顺达运输有限公司1：贵单位的整改期限为2026年3月31日，请按期完成。',
        templateId: null,
      },
    ]);
  });

  it('sends by filed template where templates are given', async () => {
    const outcomes = await provider({ templates: [filed(TEMPLATE)] }).send([sampleSms(1)]);
    expect(outcomes).toMatchObject([{ kind: 'sent' }]);
    expect(mas.sent).toMatchObject([
      { templateId: TEMPLATE, content: '["顺达运输有限公司1","2026年3月31日"]' },
    ]);
  });

  it('sends equal texts in one call, each with a reference of its own', async () => {
    const outcomes = await provider({ batchSize: 300 }).send([...same(250), sampleSms(900)]);
    expect(mas.calls.toSorted((a, b) => a - b)).toEqual([1, 250]);
    const references = outcomes.map((outcome) => (outcome.kind === 'sent' ? outcome.reference : ''));
    expect(new Set(references).size).toBe(251);
    expect(references.join()).not.toContain('138');
  });

  it('finds the one number that spoils a call', async () => {
    const wrong = sampleSms(3, { unitName: '全体单位', to: '12345' });
    const outcomes = await provider().send([...same(3), wrong]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent', 'permanent']);
    expect(outcomes[3]).toMatchObject({ isBadAddress: true });
  });

  it.each(['silent', 'cut'] as const)(
    'calls a message unknown when the answer is lost (%s)',
    async (fault) => {
      mas.behave(() => fault);
      expect(await provider().send([sampleSms(1)])).toMatchObject([{ kind: 'unknown' }]);
      expect(mas.sent).toHaveLength(1);
    },
  );

  it.each([
    ['InvalidUsrOrPwd', { kind: 'temporary', retryAfterMs: 300_000 }],
    ['SystemBusy', { kind: 'temporary', retryAfterMs: 1_000 }],
    ['IllegalSignId', { kind: 'temporary' }],
    ['RequestTimeout', { kind: 'unknown' }],
  ])('takes %s for what it means', async (code, expected) => {
    mas.behave(() => ({ status: 200, body: { msgGroup: '', rspcod: code, success: false } }));
    expect(await provider().send([sampleSms(1)])).toMatchObject([{ ...expected, code }]);
  });

  it('is refused with a wrong key, and takes no message with the signature of somebody else', async () => {
    const wrongKey = provider({ secretKey: new Secret('other') });
    expect(await wrongKey.send([sampleSms(1)])).toMatchObject([{ kind: 'temporary', code: 'IllegalMac' }]);
    const foreign = { ...sampleSms(1), text: '【另一家交通运输局】通知' };
    expect(provider().accepts?.(foreign)).toBe(false);
    expect(await provider().send([foreign])).toMatchObject([{ kind: 'permanent', isInvalid: true }]);
    expect(mas.sent).toEqual([]);
  });

  it('reads reports, pushed one by one or fetched together', async () => {
    const own = provider({ reportUrl: mas.reportUrl });
    const outcomes = await own.send(same(2));
    mas.report('13800000000', 'DELIVRD');
    const [report] = mas.reports();
    const push = { headers: {}, query: {}, body: JSON.stringify(report) };
    expect(own.readPush?.(push).receipts).toMatchObject([
      { reference: outcomes[0]?.kind === 'sent' && outcomes[0].reference, state: 'delivered' },
    ]);
    mas.report('13800000001', 'MK:0001');
    expect(await own.pullReceipts?.([])).toMatchObject([
      {
        reference: outcomes[1]?.kind === 'sent' && outcomes[1].reference,
        state: 'failed',
        isBadAddress: true,
      },
    ]);
    expect(await own.pullReceipts?.([])).toEqual([]);
    const bad = { ...push, body: JSON.stringify([{ ...report, mobile: '' }, report]) };
    expect(own.readPush?.(bad).problems).toEqual(['entry 1: mobile is missing']);
    expect(own.readPush?.(bad).receipts).toHaveLength(1);
  });

  it('asks for reports over HTTPS only', () => {
    expect(() => provider({ reportUrl: 'http://112.35.1.155:1992/sms/report' })).toThrow('https');
  });
});
