import { type Client, ELSEWHERE, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, taskId, UNIT_NAME } from './support/facts.ts';

const reason = '企业申请变更登记';

describe('the register of units', () => {
  let test: TestApp;
  let office: Client;
  let inspector: Client;
  beforeAll(async () => {
    test = await startTestApp();
    await addFacts(test.db, HOME);
    await addFacts(test.db, ELSEWHERE);
    [office, inspector] = [await test.as('office'), await test.as('inspector')];
  });
  afterAll(() => test.close());

  const unitOf = async (id: string) => (await office.get(`/api/units/${id}`)).json();
  const patch = async (client: Client, id: string, change: object, more: object = {}) => {
    const { recordedAt: expectedRecordedAt } = await unitOf(id);
    return client.patch(`/api/units/${id}`, { change, reason, expectedRecordedAt, ...more });
  };
  const found = async (query: string): Promise<string[]> =>
    (await office.get(`/api/units?${query}`)).json().items.map(({ id }: { id: string }) => id);

  it('finds by two characters of a name, by one, and by the beginning of a code in small letters [R241]', async () => {
    expect(await found(`text=${encodeURIComponent('运输')}&limit=2`)).toEqual(['u1', 'u2']);
    expect(await found(`text=${encodeURIComponent('宏')}`)).toHaveLength(7);
    expect(await found(`text=${encodeURIComponent('晋f3')}`)).toEqual(['u3']);
    expect(await found(`text=${encodeURIComponent('没有的名')}`)).toEqual([]);
    expect(await found('text=%25')).toEqual([]);
    expect(await found(`text=${encodeURIComponent('<测试>')}&category=freight`)).toEqual([]);
  });

  it('tells the categories and areas in use', async () => {
    expect((await office.get('/api/unit-facets')).json()).toEqual({
      categories: ['passenger'],
      areas: ['城关'],
    });
  });

  it('changes an entry with a reason, and keeps who, when, before, after and why [R241, R283]', async () => {
    expect((await patch(office, 'u1', { address: '振华街 1 号', weight: 5 })).json()).toMatchObject({
      address: '振华街 1 号',
      weight: 5,
    });
    const history = (await office.get('/api/registers/unit/entries/u1/history')).json();
    expect(history.at(-1)).toMatchObject({
      changedBy: 'officer:office',
      changedByName: '领导小组办公室甲',
      reason,
      before: { address: null, weight: 1 },
      after: { address: '振华街 1 号', weight: 5 },
    });
    const events = await (await test.as('admin')).get(
      '/api/audit/events?action=unit.change&subjectId=u1&subjectKind=unit',
    );
    expect(events.json().items[0]).toMatchObject({
      actorId: 'office',
      data: { fields: ['address', 'weight'], reason },
    });
  });

  it('changes nothing without a reason, for a stranger, against the rules, or over somebody else’s change', async () => {
    const before = await unitOf('u2');
    expect((await patch(office, 'u2', { weight: 3 }, { reason: ' ' })).statusCode).toBe(422);
    expect((await patch(inspector, 'u2', { weight: 3 })).json()).toMatchObject({ code: 'Forbidden' });
    expect((await patch(office, 'u2', { weight: 0 })).json()).toMatchObject({ code: 'InvalidInput' });
    expect((await patch(office, 'u2', { code: '晋F9' })).json()).toMatchObject({ code: 'InvalidInput' });
    const stale = { expectedRecordedAt: '2020-01-01T00:00:00.000Z' };
    expect((await patch(office, 'u2', { weight: 3 }, stale)).json()).toMatchObject({ code: 'WrongState' });
    expect(await unitOf('u2')).toEqual(before);
    const elsewhere = await test.as('office', ELSEWHERE);
    await patch(office, 'u2', { weight: 9 });
    expect((await elsewhere.get('/api/units/u2')).json()).toMatchObject({ weight: 1 });
  });

  it('enters a new unit once [R241, R282]', async () => {
    const unit = {
      kind: 'ship',
      code: '晋平陆货 001',
      name: '平陆货 001',
      category: '水路运输',
      area: '三门',
    };
    const body = { unit: { ...unit, status: 'operating' }, reason };
    const added = (await office.post('/api/units', body)).json();
    expect(added).toMatchObject({ ...unit, weight: 1 });
    expect((await office.post('/api/units', body)).json()).toMatchObject({ code: 'WrongState' });
    expect((await inspector.post('/api/units', body)).statusCode).toBe(403);
    expect(await found('kind=ship')).toEqual([added.id]);
  });

  it('shows the inspections so far with what was found, and the exemptions [R283]', async () => {
    const visits = (await office.get('/api/units/u5/visits')).json();
    expect(visits).toMatchObject([{ taskId: taskId(HOME, 5), cycleId: '2021-1', visitedOn: '2021-02-01' }]);
    expect(visits[0].items).toHaveLength(1);
    expect((await office.get('/api/units/u5/exemptions')).json()).toEqual([]);
    const approver = await test.as('approver');
    const stated = {
      unitId: 'u5',
      itemId: null,
      basis: '平交〔2021〕8 号',
      fromOn: '2021-01-01',
      toOn: '2021-12-31',
    };
    await approver.post('/api/exemptions', { ...stated, reason: (await reasons())[0] });
    expect((await office.get('/api/units/u5/exemptions')).json()).toMatchObject([
      { unitId: 'u5', unitName: `${UNIT_NAME}5`, basis: stated.basis },
    ]);
    expect((await office.get('/api/units/u6/exemptions')).json()).toEqual([]);
  });
});

const reasons = async () => (await import('../../domain/strata/exclusion-reasons.ts')).EXEMPTION_REASONS;
