import { type Client, ELSEWHERE, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';

const reason = '法规修订';
const item = {
  name: '机动车维修企业监督检查',
  kind: 'general',
  unitCategory: '机动车维修',
  qualification: null,
  legalBasis: '《机动车维修管理规定》第五条',
  method: '实地检查',
  sectionId: 'transport',
  lines: [{ part: '企业', text: '是否备案', legalBasis: '第七条' }],
};
const publication = {
  decision: 'publish',
  opinion: '同意',
  publishedOn: '2021-03-01',
  publishedWhere: 'https://example.gov.cn/list',
};

describe('the item list', () => {
  let test: TestApp;
  let office: Client;
  let approver: Client;
  beforeAll(async () => {
    test = await startTestApp();
    await addFacts(test.db, HOME);
    await addFacts(test.db, ELSEWHERE);
    [office, approver] = [await test.as('office'), await test.as('approver')];
  });
  afterAll(() => test.close());

  const save = (client: Client, id: string, change: object = {}, isNew = false) =>
    client.put(`/api/items/${id}`, { item: { ...item, ...change }, reason, isNew });
  const propose = async (itemIds: readonly string[]) =>
    (await office.post('/api/item-list/editions', { itemIds, reason })).json();
  const decide = (client: Client, number: number, body: object = publication) =>
    client.post(`/api/item-list/editions/${number}/decision`, body);
  const published = async (): Promise<string[]> =>
    (await office.get('/api/items'))
      .json()
      .flatMap((one: { id: string; published: boolean }) => (one.published ? [one.id] : []));

  it('keeps an item and its checklist with reason and history, unpublished until an edition is [R240, R58]', async () => {
    expect((await save(office, 'repair', {}, true)).statusCode).toBe(200);
    expect((await save(office, 'repair', {}, true)).json()).toMatchObject({ code: 'WrongState' });
    expect((await save(office, 'repair', { method: '书面检查' })).statusCode).toBe(200);
    const history = (await office.get('/api/registers/item/entries/repair/history')).json();
    expect(history).toMatchObject([
      { reason, before: { method: '实地检查' }, after: { method: '书面检查' } },
    ]);
    expect(await published()).not.toContain('repair');
    expect((await save(await test.as('inspector'), 'repair')).statusCode).toBe(403);
    expect((await save(office, 'repair', { lines: [] })).statusCode).toBe(422);
    expect((await save(office, 'nothing')).statusCode).toBe(404);
    expect((await save(office, 'repair', { sectionId: 'unknown' })).json()).toMatchObject({
      code: 'InvalidInput',
    });
  });

  it('is published by another person than the one who proposed it, and says where [R240, R281, R58]', async () => {
    const { number } = await propose(['passenger', 'repair']);
    expect(
      (await office.post('/api/item-list/editions', { itemIds: ['repair'], reason })).json(),
    ).toMatchObject({
      code: 'WrongState',
    });
    expect((await decide(office, number)).statusCode).toBe(403);
    expect(
      (await decide(approver, number, { ...publication, publishedOn: '2021-04-01' })).json(),
    ).toMatchObject({
      code: 'InvalidInput',
    });
    expect((await decide(approver, number)).statusCode).toBe(200);
    expect(await published()).toEqual(['passenger', 'repair']);
    const { editions, unpublished } = (await office.get('/api/item-list')).json();
    expect(editions).toMatchObject([{ number, state: 'published', itemCount: 2, decidedByName: '审批人甲' }]);
    expect(unpublished).toMatchObject({ added: [{ id: 'freight' }], removed: [], changed: [] });
    expect((await decide(approver, number)).json()).toMatchObject({ code: 'WrongState' });
  });

  it('refuses an edition that the items have left behind, and shows what changed since the last [R240]', async () => {
    const { number } = await propose(['passenger', 'repair']).then(async (made) => {
      await save(office, 'repair', { legalBasis: '《机动车维修管理规定》第六条' });
      return made;
    });
    expect((await decide(approver, number)).json()).toMatchObject({
      code: 'WrongState',
      detail: expect.stringContaining('又有改动'),
    });
    expect(
      (await decide(approver, number, { decision: 'reject', opinion: '按现状重新提请' })).statusCode,
    ).toBe(200);
    const again = await propose(['repair']);
    const detail = (await office.get(`/api/item-list/editions/${again.number}`)).json();
    expect(detail.difference).toMatchObject({ removed: [{ id: 'passenger' }], added: [] });
    expect(detail.difference.changed[0]).toMatchObject({ id: 'repair' });
    expect(detail.items[0].lines).toHaveLength(1);
    expect(
      (await (await test.as('drafter')).post(`/api/item-list/editions/${again.number}/withdraw`)).json(),
    ).toMatchObject({
      code: 'Forbidden',
    });
    expect((await office.post(`/api/item-list/editions/${again.number}/withdraw`)).statusCode).toBe(200);
    expect(
      (await (await test.as('office', ELSEWHERE)).get(`/api/item-list/editions/${again.number}`)).statusCode,
    ).toBe(404);
  });

  it('does not let one who drafts and approves at once approve his own edition [R281]', async () => {
    await test.db
      .insertInto('officerRole')
      .values({ authorityId: HOME, officerId: 'office', role: 'approver' })
      .execute();
    const { number } = await propose(['passenger']);
    expect((await decide(office, number)).json()).toMatchObject({
      code: 'Forbidden',
      detail: expect.stringContaining('另一名审批人'),
    });
  });
});
