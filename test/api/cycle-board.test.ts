import { type Client, ELSEWHERE, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, orderId } from './support/facts.ts';

let test: TestApp;
let office: Client;
beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await addFacts(test.db, ELSEWHERE);
  office = await test.as('office');
});
afterAll(() => test.close());

const read = async (url: string, client = office) => {
  const response = await client.get(url);
  expect(`${url} ${response.statusCode}`).toBe(`${url} 200`);
  return response.json();
};

/** Day of the order's own deadline. */
const orderDue = (dueOn: string) =>
  test.db
    .updateTable('deadline')
    .set({ dueOn })
    .where('authorityId', '=', HOME)
    .where('subjectKind', '=', 'order')
    .where('subjectId', '=', orderId(HOME))
    .execute();

describe('the cycle board', () => {
  it('shows the newest year and where every plan row stands, step by step, with what is late where [R259]', async () => {
    const board = await read('/api/cycle-board');
    expect(board).toMatchObject({ years: [2021], year: 2021, cycles: [{ id: '2021-1', state: 'running' }] });
    const [passenger, freight] = board.cycles[0].rows;
    expect(passenger).toMatchObject({
      ...{ rowNumber: '202101', tasks: 4, dispatched: 4, visited: 3, entered: 2, reviewed: 1, published: 1 },
      ...{ withOrders: 0, overdue: 1, lateVisits: 1, lateEntries: 0, latePublications: 0 },
    });
    expect(freight).toMatchObject({
      ...{ rowNumber: '202102', tasks: 2, visited: 2, published: 0, withFindings: 1, withOrders: 1 },
      ...{ rectificationOpen: 1, overdue: 0, lateRectifications: 0, replaced: 1 },
    });
  });

  it('is empty for a year that has no cycle', async () => {
    expect(await read('/api/cycle-board?year=2019')).toEqual({ years: [2021], year: 2019, cycles: [] });
  });

  it('names who is late with what and since when, in working days [R259]', async () => {
    const { asOf, late } = await read('/api/cycles/2021-1/late');
    expect(asOf).toBe('2021-03-01');
    const visit = {
      kind: 'visit',
      owner: 'officer',
      tasks: 1,
      earliestDueOn: '2021-02-26',
      workingDaysLate: 1,
    };
    expect(late).toEqual([
      { ...visit, ownerId: 'drawer', name: '抽取人甲', sectionName: '运输股' },
      { ...visit, ownerId: 'inspector', name: '执法检查人员甲', sectionName: '运输股' },
    ]);
    await orderDue('2021-02-24');
    expect((await read('/api/cycles/2021-1/late')).late[0]).toMatchObject({
      ...{ kind: 'rectification', owner: 'unit', ownerId: 'u5', tasks: 1, workingDaysLate: 3 },
    });
    await orderDue('2021-03-15');
  });

  it('tells of a secret list who is late to none but the team', async () => {
    await test.db
      .updateTable('draw')
      .set({ revealAt: '2021-04-30T01:00:00Z' })
      .where('authorityId', '=', HOME)
      .execute();
    expect((await read('/api/cycles/2021-1/late')).late).toEqual([]);
    const inspector = await test.as('inspector');
    expect((await read('/api/cycles/2021-1/late', inspector)).late).toHaveLength(2);
    await test.db.updateTable('draw').set({ revealAt: null }).where('authorityId', '=', HOME).execute();
  });

  it('tells beforehand what the draw would wait for', async () => {
    const { from, gaps } = await read('/api/cycles/2021-1/readiness');
    expect(from).toBe('2021-03-01');
    expect(gaps).toEqual(
      expect.arrayContaining([
        expect.stringContaining('2021年度抽查工作计划'),
        '计划202101：事项“对全区道路旅客运输企业进行监督检查”尚未公布',
        '计划202102：事项“对全区道路货物运输企业进行监督检查”没有检查表',
      ]),
    );
  });

  it('knows nothing of a cycle of another authority that this one has not', async () => {
    await test.db
      .insertInto('cycle')
      .values({
        ...{ authorityId: ELSEWHERE, id: '2021-2', year: 2021, number: 2, planVersion: 1, state: 'opened' },
        ...{ windowStart: '2021-05-01', windowEnd: '2021-08-31', drawOn: '2021-05-10' },
        ...{ drawLatestOn: '2021-06-01', openedAt: '2021-05-06T01:00:00Z' },
      })
      .execute();
    for (const part of ['', '/late', '/readiness'])
      expect((await office.get(`/api/cycles/2021-2${part}`)).statusCode).toBe(404);
  });

  it('lists the draws of a cycle with what they wait for', async () => {
    expect((await read('/api/cycles/2021-1')).draws).toEqual([
      { id: '2021-001', purpose: 'regular', state: 'announced', waitingFor: null },
    ]);
  });
});
