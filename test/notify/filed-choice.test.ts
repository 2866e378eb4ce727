import type { NewNotice } from '../../notify/outbox/insert-notices.ts';
import { Secret } from '../../notify/providers/secret.ts';
import { AliyunSettings, createAliyunProvider } from '../../notify/providers/sms/aliyun/aliyun.ts';
import { splitSignature } from '../../notify/providers/sms/filed-template.ts';
import { createSmsGatewayProvider } from '../../notify/providers/sms-gateway.ts';
import { renderSms } from '../../notify/templates/render.ts';
import { type AliyunStandIn, startAliyunStandIn } from '../../tools/sms-stand-ins/aliyun-stand-in.ts';
import { OFFICER, reminder } from './support/samples.ts';
import { smsProvider, smsReminders } from './support/sms-notices.ts';
import { AUTHORITY, type Stage, setStage } from './support/stage.ts';

let stage: Stage;
let aliyun: AliyunStandIn;

beforeAll(async () => {
  stage = await setStage('postgres');
  aliyun = await startAliyunStandIn({
    ...{ accessKeyId: 'key-id', accessKeySecret: 'key-secret' },
    filed: { 平鲁区交通运输局: { SMS_1: ['taskNumber'] } },
  });
});
afterAll(() => Promise.all([stage.stop(), aliyun.stop()]));
beforeEach(() => stage.reset());

/** The wording of the sample reminder with its task's number as the only variable. */
const filedText = (): string => {
  const { code, params, at } = reminder(AUTHORITY, 1);
  const { text } = renderSms(
    {
      ...{ template: code, templateVersion: 1, recipientKind: 'officer', businessAt: at },
      params: { ...params, recipientName: OFFICER.name },
    },
    { rehearsal: false },
  );
  return splitSignature(text).body.replace('2021-1-1', `\${taskNumber}`);
};

const aliyunOnly = (state: 'approved' | 'pending') =>
  smsProvider('aliyun', () =>
    createAliyunProvider(
      'aliyun',
      AliyunSettings.parse({
        ...{ endpoint: aliyun.url, accessKeyId: 'key-id', accessKeySecret: new Secret('key-secret') },
        templates: [
          {
            ...{ notice: 'reminder.visit', version: 1, audience: 'officer', code: 'SMS_1', state },
            ...{ signature: '平鲁区交通运输局', text: filedText() },
          },
        ],
      }),
    ),
  );
const gateway = () =>
  smsProvider('gateway', () => createSmsGatewayProvider({ id: 'gateway', url: stage.sms.smsUrl }));

describe('a provider that sends by filed templates', () => {
  it('carries what is filed, its batch in one call', async () => {
    await stage.insert(smsReminders(AUTHORITY, 30));
    const notifier = await stage.notifier({ providers: [aliyunOnly('approved')] });
    await notifier.drained({ timeoutSeconds: 20 });
    expect(await stage.states()).toEqual({ sent: 30 });
    expect(aliyun.sent).toHaveLength(30);
    expect(aliyun.calls.some(({ numbers }) => numbers > 1)).toBe(true);
  });

  it('is passed over for a notice whose template is not approved, or whose words differ', async () => {
    // So many that chance alone would not give them all to one of two.
    const otherWords = smsReminders(AUTHORITY, 8, 100).map(
      (notice) => ({ ...notice, params: { ...notice.params, unitName: '另一家运输公司' } }) as NewNotice,
    );
    await stage.insert([...smsReminders(AUTHORITY, 3), ...otherWords]);
    const notifier = await stage.notifier({ providers: [aliyunOnly('approved'), gateway()] });
    await notifier.drained({ timeoutSeconds: 20 });
    expect(await stage.states()).toEqual({ sent: 11 });
    const carried = await stage.db
      .selectFrom('message')
      .where(
        'subjectId',
        'in',
        otherWords.map(({ subjectId }) => subjectId),
      )
      .select('provider')
      .distinct()
      .execute();
    expect(carried).toEqual([{ provider: 'gateway' }]);
    await notifier.stop();
    await stage.reset();
    const before = aliyun.sent.length;
    await stage.insert(smsReminders(AUTHORITY, 3));
    const pending = await stage.notifier({ providers: [aliyunOnly('pending'), gateway()] });
    await pending.drained({ timeoutSeconds: 20 });
    expect(await stage.states()).toEqual({ sent: 3 });
    expect(aliyun.sent).toHaveLength(before);
  });

  it('leaves to the office what no provider may carry, with the reason', async () => {
    await stage.insert(smsReminders(AUTHORITY, 2));
    const notifier = await stage.notifier({ providers: [aliyunOnly('pending')] });
    await notifier.drained({ timeoutSeconds: 20 });
    expect(await stage.messages()).toMatchObject([
      { state: 'failed', failureClass: 'validation', failure: expect.stringContaining('报备模板') },
      { state: 'failed', failureClass: 'validation', attempts: 0 },
    ]);
  });
});
