import { type Client, ELSEWHERE, HOME, startTestApp, type TestApp } from './support/app.ts';

const PLACE = '/api/authorities/me/settings';
const reason = '局务会议纪要〔2021〕3 号';

describe('the settings of an authority', () => {
  let test: TestApp;
  let admin: Client;
  let approver: Client;
  beforeAll(async () => {
    test = await startTestApp();
    [admin, approver] = [await test.as('admin'), await test.as('approver')];
  });
  afterAll(() => test.close());

  const now = async () => (await admin.get(PLACE)).json();
  const withTeam = async (teamSize: number) => {
    const { settings, version } = await now();
    return {
      settings: { ...settings, task: { ...settings.task, teamSize } },
      expectedVersion: version,
      reason,
    };
  };
  const propose = async (teamSize: number) =>
    (await admin.post(`${PLACE}/proposals`, await withTeam(teamSize))).json().id as number;
  const decide = (client: Client, id: number, decision = 'approve') =>
    client.post(`${PLACE}/proposals/${id}/decision`, { decision, opinion: '同意' });

  it('are explained with default, source and effect [R279]', async () => {
    const entries = (await (await test.as('inspector')).get('/api/settings-catalogue')).json();
    expect(entries).toContainEqual(
      expect.objectContaining({ path: 'publication.workingDays', default: 7, needsApproval: true }),
    );
  });

  it('that shape the acts of the law need a second person; others only a reason [R279, R281]', async () => {
    const alone = await admin.put(PLACE, await withTeam(3));
    expect(alone.json()).toMatchObject({ code: 'Forbidden', detail: expect.stringContaining('检查组人数') });
    const { settings, version } = await now();
    const phone = { settings: { ...settings, officePhone: '0349-6042345' }, expectedVersion: version };
    expect((await admin.put(PLACE, phone)).statusCode).toBe(422);
    expect((await admin.put(PLACE, { ...phone, reason })).statusCode).toBe(200);
    const id = await propose(3);
    expect((await admin.post(`${PLACE}/proposals`, await withTeam(4))).json()).toMatchObject({
      code: 'WrongState',
    });
    expect((await decide(admin, id)).statusCode).toBe(403);
    expect((await now()).settings.task.teamSize).toBe(2);
    expect((await decide(approver, id)).statusCode).toBe(200);
    expect((await now()).settings.task.teamSize).toBe(3);
    expect((await decide(approver, id)).json()).toMatchObject({ code: 'WrongState' });
    const history = (await approver.get(`${PLACE}/history`)).json();
    expect(history).toMatchObject([
      { actorName: '审批人甲', reason, changes: [{ path: 'task.teamSize', before: 2, after: 3 }] },
      { actorName: '系统管理员甲', reason, changes: [{ path: 'officePhone' }] },
    ]);
  });

  it('keep as they are where a proposal is sent back, taken back, overtaken, or another authority’s', async () => {
    const rejected = await propose(4);
    expect((await decide(await test.as('approver', ELSEWHERE), rejected)).statusCode).toBe(404);
    expect((await decide(approver, rejected, 'reject')).statusCode).toBe(200);
    const withdrawn = await propose(5);
    expect((await admin.post(`${PLACE}/proposals/${withdrawn}/withdraw`)).statusCode).toBe(200);
    const overtaken = await propose(6);
    const { settings, version } = await now();
    const phone = {
      settings: { ...settings, officePhone: '0349-6049999' },
      expectedVersion: version,
      reason,
    };
    expect((await admin.put(PLACE, phone)).statusCode).toBe(200);
    expect((await decide(approver, overtaken)).json()).toMatchObject({ code: 'WrongState' });
    expect((await now()).settings.task.teamSize).toBe(3);
    const states = (await approver.get(`${PLACE}/proposals`))
      .json()
      .map(({ state }: { state: string }) => state);
    expect(states).toEqual(['proposed', 'withdrawn', 'rejected', 'approved']);
  });

  it('are not approved by who proposed them, whatever his roles [R281]', async () => {
    await test.db
      .insertInto('officerRole')
      .values({ authorityId: HOME, officerId: 'admin', role: 'approver' })
      .execute();
    const [open] = (await admin.get(`${PLACE}/proposals`)).json();
    expect((await decide(admin, open.id)).json()).toMatchObject({
      detail: expect.stringContaining('另一名审批人'),
    });
  });
});
