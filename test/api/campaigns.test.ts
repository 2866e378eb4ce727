import { campaignRound } from '../../notify/campaigns/campaign-round.ts';
import { createLog } from '../../runtime/log.ts';
import { type Client, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';

let test: TestApp;
let office: Client;
let approver: Client;
beforeAll(async () => {
  test = await startTestApp({}, 'live');
  await addFacts(test.db, HOME);
  office = await test.as('office');
  approver = await test.as('approver');
});
afterAll(() => test.close());

const round = () =>
  campaignRound({
    db: test.db,
    businessNow: () => new Date(test.clock.now()).toISOString(),
    log: createLog({ process: 'test', level: 'silent' }),
  });

const approvedText = async (): Promise<number> => {
  const text = {
    subject: '通知',
    blocks: ['{unitName}：请报送年度材料。'],
    sms: '{unitName}：请报送年度材料。',
  };
  const draft = { notice: 'office.notice', audience: 'unit', title: '报送材料', text, reason: '年度工作' };
  const { version } = (await office.post('/api/notice-texts', draft)).json();
  await approver.post(`/api/notice-texts/office.notice/unit/${version}/approve`, { reason: '同意' });
  return version;
};

describe('bulk notices over the interface', () => {
  it('go from draft over another person’s approval to rows, each failure named, tried out before', async () => {
    const textVersion = await approvedText();
    const draft = { name: '报送材料', textVersion, unitIds: ['u2', 'u3'], channels: ['email', 'sms'] };
    expect((await office.post('/api/campaigns', { ...draft, unitIds: ['nobody'] })).json()).toMatchObject({
      code: 'InvalidInput',
      errors: [{ field: 'unitIds' }],
    });
    expect((await office.post('/api/campaigns', { ...draft, textVersion: 99 })).json().code).toBe('NotReady');
    const { id } = (await office.post('/api/campaigns', draft)).json();
    expect((await office.get(`/api/campaigns/${id}`)).json()).toMatchObject({ state: 'draft', expected: 0 });
    const trial = { addresses: [{ channel: 'email', address: 'office@example.gov.cn' }] };
    expect((await office.post(`/api/campaigns/${id}/dry-run`, trial)).json()).toEqual({ no: 1 });
    expect((await office.post(`/api/campaigns/${id}/approve`)).statusCode).toBe(403);
    expect((await approver.post(`/api/campaigns/${id}/approve`)).json()).toMatchObject({
      ...{ state: 'sending', expected: 4, missing: 4 },
    });
    await round();
    const sent = (await office.get(`/api/campaigns/${id}`)).json();
    expect(sent).toMatchObject({ expected: 4, missing: 0, verdicts: { 'not-delivered': 2, waiting: 2 } });
    expect(sent.errors[0]).toMatchObject({
      channel: 'email',
      why: expect.stringContaining('未登记电子邮箱'),
    });
    const again = (await office.post(`/api/campaigns/${id}/resend-failed`, { reason: '已更正' })).json();
    expect(again).toMatchObject({
      resent: 0,
      refused: [{ why: expect.any(String) }, { why: expect.any(String) }],
    });
    const cancelled = (await office.post(`/api/campaigns/${id}/cancel`, { reason: '改期' })).json();
    expect(cancelled).toMatchObject({ state: 'cancelled', verdicts: { cancelled: 2, 'not-delivered': 2 } });
    const listed = (await office.get('/api/campaigns')).json();
    expect(listed.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['draw', 'office']);
    const ofCampaign = (await office.get(`/api/messages?campaignId=${id}`)).json().items;
    expect(ofCampaign).toHaveLength(5);
  });

  it('are not cancelled where the law wants them, nor seen by another authority', async () => {
    const campaigns = (await office.get('/api/campaigns')).json();
    const draw = campaigns.find(({ kind }: { kind: string }) => kind === 'draw');
    expect((await office.post(`/api/campaigns/${draw.id}/cancel`, { reason: '改期' })).json().code).toBe(
      'WrongState',
    );
    const other = await test.as('office', 'shuocheng');
    expect((await other.get(`/api/campaigns/${draw.id}`)).statusCode).toBe(404);
    expect((await other.get('/api/campaigns')).json()).toEqual([]);
  });
});
