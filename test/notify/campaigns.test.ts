import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { campaignProgress } from '../../db/messages/campaign-progress.ts';
import { getCampaign, listCampaigns } from '../../db/messages/campaign-rows.ts';
import { askDryRun } from '../../db/messages/dry-run.ts';
import { approveCampaign, cancelCampaign, draftCampaign } from '../../db/messages/office-campaign.ts';
import { decideText, draftText } from '../../db/messages/own-texts.ts';
import { resendFailed } from '../../db/messages/resend-failed.ts';
import { campaignRound, startCampaigns } from '../../notify/campaigns/campaign-round.ts';
import { renderSms } from '../../notify/templates/render.ts';
import { createLog } from '../../runtime/log.ts';
import { HOME, startTestApp, type TestApp } from '../api/support/app.ts';
import { addFacts } from '../api/support/facts.ts';

let test: TestApp;
const NOW = '2021-03-02T02:00:00.000Z';
const UNITS = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7'];
beforeAll(async () => {
  test = await startTestApp({}, 'live');
  await addFacts(test.db, HOME);
  await sql`delete from message`.execute(test.db);
  await sql`update task set state = 'dispatched', end_kind = null, ended_at = null, visited_on = null`.execute(
    test.db,
  );
});
afterAll(() => test.close());

const by = (id: string) => ({ actor: { kind: 'officer' as const, id }, commandId: null, at: NOW });
const inTrx = <T>(work: Parameters<ReturnType<TestApp['db']['transaction']>['execute']>[0]): Promise<T> =>
  test.db.transaction().execute(work) as Promise<T>;
const log = createLog({ process: 'test', level: 'silent' });
const round = () => campaignRound({ db: test.db, businessNow: () => NOW, log });
const rows = () =>
  test.db
    .selectFrom('message')
    .select([
      'id',
      'subjectKind',
      'subjectId',
      'stage',
      'recipientId',
      'channel',
      'state',
      'campaignId',
      'params',
    ])
    .where('resendOf', 'is', null)
    .orderBy('recipientId')
    .orderBy('channel')
    .execute();
const withoutId = (all: Awaited<ReturnType<typeof rows>>) => all.map(({ id: _, ...row }) => row);
const drawCampaign = async () => {
  const [campaign] = (await listCampaigns(test.db, HOME)).filter(({ kind }) => kind === 'draw');
  if (campaign === undefined) throw new Error('no campaign of a draw');
  return campaign;
};
const repairs = () =>
  test.db
    .selectFrom('auditEvent')
    .select('data')
    .where('action', '=', 'campaign.repaired')
    .orderBy('id')
    .execute();

describe('the notices of a draw', () => {
  it('are counted against the dispatched tasks, not against the rows that happen to be there', async () => {
    expect(await round()).toBe(2 * UNITS.length);
    const progress = await campaignProgress(test.db, await drawCampaign());
    expect(progress).toMatchObject({
      expected: 14,
      missing: 0,
      state: 'sending',
      verdicts: { 'not-delivered': 7 },
    });
    // The units of these facts have a telephone and no mail address.
    expect(progress.errors.map(({ channel }) => channel)).toEqual(UNITS.map(() => 'email'));
    expect(await round()).toBe(0);
  });

  it('that were lost from a complete campaign are found and written again, exactly those', async () => {
    await sql`update message set state = 'sent' where channel = 'sms'`.execute(test.db);
    const whole = await rows();
    expect((await campaignProgress(test.db, await drawCampaign())).state).toBe('complete');
    const lost = whole.filter(
      ({ recipientId, channel }) => channel === 'sms' && ['u2', 'u5', 'u7'].includes(recipientId),
    );
    await test.db
      .deleteFrom('message')
      .where(
        'id',
        'in',
        lost.map(({ id }) => id),
      )
      .execute();
    const broken = await campaignProgress(test.db, await drawCampaign());
    expect(broken).toMatchObject({ missing: 3, state: 'sending' });
    expect(broken.errors.filter(({ messageId }) => messageId === null).map(({ unitId }) => unitId)).toEqual([
      ...['u2', 'u5', 'u7'],
    ]);
    const before = (await repairs()).length;
    const [first, second] = await Promise.all([round(), round()]);
    expect(first + second).toBe(3);
    const repaired = await rows();
    const kept = new Set(whole.map(({ id }) => id));
    expect(repaired.filter(({ id }) => !kept.has(id)).map(({ recipientId }) => recipientId)).toEqual([
      'u2',
      'u5',
      'u7',
    ]);
    const anew = withoutId(repaired).map((row) => ({
      ...row,
      state: row.channel === 'sms' ? 'sent' : row.state,
    }));
    expect(anew).toEqual(withoutId(whole));
    expect((await repairs()).length).toBe(before + 1);
    expect(await round()).toBe(0);
  });

  it('are looked after by the notifier’s own loop, without being asked', async () => {
    await test.db
      .deleteFrom('message')
      .where('recipientId', '=', 'u6')
      .where('channel', '=', 'sms')
      .execute();
    const loop = startCampaigns({ db: test.db, businessNow: () => NOW, log, everySeconds: 0.1 });
    try {
      for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50))
        if ((await campaignProgress(test.db, await drawCampaign())).missing === 0) break;
    } finally {
      await loop.stop();
    }
    expect((await campaignProgress(test.db, await drawCampaign())).missing).toBe(0);
  });

  it('are not written for a visit that was made meanwhile, nor for one that is not announced', async () => {
    await test.db.deleteFrom('message').where('recipientId', 'in', ['u3', 'u4']).execute();
    await sql`update task set state = 'visited', visited_on = '2021-02-01' where unit_id = 'u3'`.execute(
      test.db,
    );
    await sql`update task set announced = false, unannounced_basis = '安全生产法' where unit_id = 'u4'`.execute(
      test.db,
    );
    expect(await round()).toBe(0);
    const { missing, expected, errors } = await campaignProgress(test.db, await drawCampaign());
    expect([missing, expected]).toEqual([0, 12]);
    expect(errors.find(({ unitId }) => unitId === 'u3')?.why).toContain('不再补发');
  });

  it('that failed go out again, and only they; those that cannot are named', async () => {
    await sql`update message set state = 'delivered' where channel = 'sms'`.execute(test.db);
    await sql`update message set state = 'failed', failure_class = 'permanent' where channel = 'sms' and recipient_id = 'u1'`.execute(
      test.db,
    );
    const campaign = await drawCampaign();
    const resend = () => inTrx((trx) => resendFailed(trx, HOME, campaign.id, '号码已更正', by('office')));
    expect(await resend()).toMatchObject({
      resent: 1,
      refused: expect.arrayContaining([
        { messageId: expect.any(String), why: expect.stringContaining('未登记电子邮箱') },
      ]),
    });
    expect(await resend()).toMatchObject({ resent: 0 });
    const { rows: again } = await sql<{ recipientId: string }>`
      select recipient_id from message where resend_of is not null`.execute(test.db);
    expect(again).toEqual([{ recipientId: 'u1' }]);
  });
});

describe('a notice of the office to selected units', () => {
  const prepare = async (): Promise<{ campaignId: string; version: number }> => {
    const text = {
      subject: '关于{unitName}的通知',
      blocks: ['{unitName}：请报送年度材料。'],
      sms: '{unitName}：请报送年度材料。电话{officePhone}',
    };
    const version = await inTrx<number>((trx) =>
      draftText(
        trx,
        HOME,
        { notice: 'office.notice', audience: 'unit', title: '报送材料', text, reason: '年度工作' },
        by('office'),
      ),
    );
    const key = { notice: 'office.notice', audience: 'unit' as const, version };
    await inTrx((trx) =>
      decideText(trx, HOME, key, { decision: 'approved', reason: '同意' }, by('approver')),
    );
    const campaignId = await inTrx<string>((trx) =>
      draftCampaign(
        trx,
        HOME,
        { name: '报送材料', textVersion: version, unitIds: ['u1', 'u2', 'u1'], channels: ['sms'] },
        by('office'),
      ),
    );
    return { campaignId, version };
  };

  it('goes out once another person has approved it, in the approved words, and is made whole when rows are lost', async () => {
    const { campaignId, version } = await prepare();
    expect(await round()).toBe(0);
    await expect(inTrx((trx) => approveCampaign(trx, HOME, campaignId, by('office')))).rejects.toMatchObject({
      code: 'Forbidden',
    });
    await inTrx((trx) => approveCampaign(trx, HOME, campaignId, by('approver')));
    expect(await round()).toBe(2);
    const own = () =>
      test.db
        .selectFrom('message')
        .select(['id', 'recipientId', 'textVersion'])
        .where('subjectId', '=', campaignId)
        .orderBy('recipientId')
        .execute();
    expect(await own()).toMatchObject([
      { recipientId: 'u1', textVersion: version },
      { recipientId: 'u2', textVersion: version },
    ]);
    await test.db
      .deleteFrom('message')
      .where('subjectId', '=', campaignId)
      .where('recipientId', '=', 'u2')
      .execute();
    const before = (await repairs()).length;
    expect(await round()).toBe(1);
    expect((await own()).map(({ recipientId }) => recipientId)).toEqual(['u1', 'u2']);
    expect((await repairs()).at(before)?.data).toEqual({ rows: [['campaign', campaignId, 'u2', 'sms']] });
    await inTrx((trx) => cancelCampaign(trx, HOME, campaignId, '改为会议通知', by('office')));
    expect(await campaignProgress(test.db, await getCampaign(test.db, HOME, campaignId))).toMatchObject({
      state: 'cancelled',
      verdicts: { cancelled: 2 },
    });
  });

  it('is tried on a list of the bureau’s own people first, marked as a test and outside the count', async () => {
    const { campaignId } = await prepare();
    const addresses = [
      { channel: 'sms' as const, address: '13800000000' },
      { channel: 'email' as const, address: 'office@example.gov.cn' },
    ];
    await inTrx((trx) => askDryRun(trx, HOME, campaignId, addresses, by('office')));
    await expect(
      inTrx((trx) => askDryRun(trx, HOME, campaignId, [{ channel: 'sms', address: '0349-1' }], by('office'))),
    ).rejects.toMatchObject({ code: 'InvalidInput' });
    expect(await round()).toBe(2);
    expect(await round()).toBe(0);
    const tests = await test.db
      .selectFrom('message')
      .selectAll()
      .where('subjectKind', '=', 'campaign-test')
      .execute();
    expect(tests.map(({ address }) => address).sort()).toEqual(['13800000000', 'office@example.gov.cn']);
    for (const message of tests) {
      const { text } = renderSms(
        { ...message, params: message.params as Record<string, string> },
        { rehearsal: false },
      );
      expect(text).toContain('【测试】');
    }
    const { expected, verdicts } = await campaignProgress(
      test.db,
      await getCampaign(test.db, HOME, campaignId),
    );
    expect([expected, verdicts]).toEqual([0, {}]);
  });
});
