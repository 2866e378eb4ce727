import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { type Client, ELSEWHERE, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, orderId, taskId, UNIT_NAME } from './support/facts.ts';

/**
 * The facts of support/facts.ts: 7 units in the register, 7 tasks of which one was replaced. Inspected are tasks 2 to 6:
 * five; shown is task 4 alone; task 5 has the one finding, of item freight, under an order.
 */
let test: TestApp;
let office: Client;

/** Task 6 was shown a working day late, task 4 on its last day, which is a day off: in time on the next working day. */
const addDays = async (db: Kysely<Database>): Promise<void> => {
  const [shown, late] = [taskId(HOME, 4), taskId(HOME, 6)];
  await db
    .insertInto('publication')
    .values({
      ...{ authorityId: HOME, id: late, taskId: late, revision: 1, kind: 'result', resultRevision: 1 },
      ...{ startedAt: START, state: 'confirmed', confirmedOn: '2021-02-25' },
    })
    .execute();
  const deadline = {
    ...({ authorityId: HOME, subjectKind: 'publication', kind: 'publication', part: '1' } as const),
    ...{ provisional: false, calendarVersion: 'test', openedOn: '2021-02-01' },
  };
  await db
    .insertInto('deadline')
    .values([
      // A Saturday that is no make-up workday.
      { ...deadline, subjectId: shown, dueOn: '2021-02-27', metOn: '2021-03-01' },
      { ...deadline, subjectId: late, dueOn: '2021-02-24', metOn: '2021-02-25' },
    ])
    .execute();
  await db
    .updateTable('publication')
    .set({ confirmedOn: '2021-03-01' })
    .where('authorityId', '=', HOME)
    .where('id', '=', shown)
    .execute();
};

beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await addFacts(test.db, ELSEWHERE);
  await addDays(test.db);
  office = await test.as('office');
});
afterAll(() => test.close());

const breakdown = async (by: string, client = office) => {
  const response = await client.get(`/api/statistics/breakdown?year=2021&by=${by}`);
  expect(response.statusCode).toBe(200);
  return response.json().rows;
};
const board = async (year = 2021) => (await office.get(`/api/statistics/indicators?year=${year}`)).json();
const indicator = async (id: string) =>
  (await board()).indicators.find((each: { id: string }) => each.id === id);

const decide = async (rule: object, client = office) => {
  const { version } = (await board()).rule;
  return client.put('/api/statistics/rules/2021', {
    expectedVersion: version,
    reason: '领导小组会议确定',
    rule: {
      ...{ itemFloor: 500, enforcementItems: null, randomShareOf: 'units', randomFloor: 300 },
      ...rule,
    },
  });
};

describe('the share of random inspections, its definition and floor chosen by the authority', () => {
  it('is drawn units over the operating units of the register, by default [R38]', async () => {
    expect(await indicator('random-share')).toEqual({
      ...{ id: 'random-share', numerator: 6, denominator: 7, floor: 300, passed: true },
    });
    await test.db
      .updateTable('unit')
      .set({ status: 'closed' })
      .where('authorityId', '=', HOME)
      .where('id', '=', 'u7')
      .execute();
    expect(await indicator('random-share')).toMatchObject({ numerator: 6, denominator: 6 });
  });

  it('is drawn inspections over all inspections where the rule says so, and fails below its floor [R38]', async () => {
    expect((await decide({ randomShareOf: 'inspections', randomFloor: 6_000 })).statusCode).toBe(200);
    const other = {
      ...{ kind: 'daily', inspectedOn: '2021-02-03', inspections: 5, withFindings: 1 },
      ...{ target: '客运站日常检查', basis: '日常监管计划' },
    };
    const { id } = (await office.post('/api/other-inspections', other)).json();
    expect(await indicator('random-share')).toMatchObject({ numerator: 5, denominator: 10, passed: false });
    await decide({ randomShareOf: 'inspections', randomFloor: 5_000 });
    expect(await indicator('random-share')).toMatchObject({ passed: true });
    await office.post(`/api/other-inspections/${id}/withdraw`, { reason: '重复登记' });
    expect(await indicator('random-share')).toMatchObject({ numerator: 5, denominator: 5 });
    await decide({});
  });
});

describe('a year without a visit', () => {
  it('is not begun, and has missed nothing', async () => {
    const { indicators } = await board(2022);
    expect(indicators).toMatchObject([
      { id: 'random-share', numerator: 0, denominator: 6, passed: null },
      { id: 'published', numerator: 0, denominator: 0, passed: null },
      { id: 'random-items' },
      { id: 'random-inspections', numerator: 0, denominator: 0, passed: null },
    ]);
  });
});

describe('random inspections as the main way of inspecting', () => {
  it('are more than half of all, those that were not drawn counted by their visits [R245]', async () => {
    const other = { kind: 'special', withFindings: 0, target: '专项整治', basis: '上级部署' };
    expect(await indicator('random-inspections')).toMatchObject({
      numerator: 5,
      denominator: 5,
      passed: true,
    });
    await office.post('/api/other-inspections', { ...other, inspectedOn: '2021-01-20', inspections: 5 });
    // Exactly half is not the main way.
    expect(await indicator('random-inspections')).toMatchObject({
      numerator: 5,
      denominator: 10,
      passed: false,
    });
    await office.post('/api/other-inspections', { ...other, inspectedOn: '2020-12-31', inspections: 90 });
    expect(await indicator('random-inspections')).toMatchObject({ denominator: 10 });
  });

  it('are recorded by office and chiefs, never in the future nor with more findings than visits', async () => {
    const entry = {
      ...{ kind: 'daily', inspectedOn: '2021-02-03', inspections: 1, withFindings: 0 },
      ...{ target: '=1+1', basis: '日常' },
    };
    const inspector = await test.as('inspector');
    expect((await inspector.post('/api/other-inspections', entry)).statusCode).toBe(403);
    const post = async (change: object) =>
      (await office.post('/api/other-inspections', { ...entry, ...change })).json();
    expect(await post({ inspectedOn: '2021-03-02' })).toMatchObject({ code: 'InvalidInput' });
    expect(await post({ withFindings: 2 })).toMatchObject({ code: 'InvalidInput' });
    const list = (await office.get('/api/other-inspections?year=2021')).json();
    expect(list.items.map(({ inspectedOn }: { inspectedOn: string }) => inspectedOn)).toEqual([
      '2021-02-03',
      '2021-01-20',
    ]);
    expect(list.items[0]).toMatchObject({ withdrawReason: '重复登记' });
  });
});

describe('publication of what was inspected', () => {
  it('is every finished inspection; those not published are listed, what was visited first before all [R39]', async () => {
    expect(await indicator('published')).toMatchObject({
      numerator: 2,
      denominator: 5,
      floor: 10_000,
      passed: false,
    });
    const { items } = (await office.get('/api/statistics/unpublished?year=2021')).json();
    expect(items).toMatchObject([
      { taskId: taskId(HOME, 2), waitsFor: 'entry', dueOn: null },
      { taskId: taskId(HOME, 3), waitsFor: 'review', unitName: `${UNIT_NAME}3` },
      { taskId: taskId(HOME, 5), waitsFor: 'publication', dueOn: '2021-03-10', workingDaysLeft: 7 },
    ]);
  });

  it('pages through them, and refuses a cursor that nobody gave', async () => {
    const url = '/api/statistics/unpublished?year=2021&limit=2';
    const first = (await office.get(url)).json();
    const second = (await office.get(`${url}&after=${encodeURIComponent(first.next)}`)).json();
    expect(second.items.map(({ taskId: id }: { taskId: string }) => id)).toEqual([taskId(HOME, 5)]);
    for (const after of ['x', '2021-02-30~a', 'a~b~c'])
      expect((await office.get(`${url}&after=${after}`)).statusCode).toBe(422);
  });

  it('is in time until the working day after a day off, and late from then [R269]', async () => {
    const [all] = await breakdown('all');
    expect(all).toMatchObject({ published: 2, publishedInTime: 1, publishedLate: 1, publicationOverdue: 0 });
  });
});

describe('random items among the enforcement items of the authority', () => {
  it('cannot be judged until these are counted, then pass or fail with numerator and denominator [R244]', async () => {
    await test.db
      .updateTable('item')
      .set({ published: true })
      .where('authorityId', '=', HOME)
      .where('id', '=', 'freight')
      .execute();
    expect(await indicator('random-items')).toMatchObject({ numerator: 1, denominator: null, passed: null });
    await decide({ enforcementItems: 20 });
    expect(await indicator('random-items')).toMatchObject({
      numerator: 1,
      denominator: 20,
      floor: 500,
      passed: true,
    });
    await decide({ enforcementItems: 21 });
    expect(await indicator('random-items')).toMatchObject({ denominator: 21, passed: false });
  });

  it('is decided by the office on the version it saw, with a reason that stays [R279]', async () => {
    const inspector = await test.as('inspector');
    expect((await decide({}, inspector)).statusCode).toBe(403);
    const { version } = (await board()).rule;
    const stale = {
      expectedVersion: version - 1,
      reason: '更正',
      rule: { itemFloor: 500, enforcementItems: 30, randomShareOf: 'units', randomFloor: 300 },
    };
    expect((await office.put('/api/statistics/rules/2021', stale)).json()).toMatchObject({
      code: 'WrongState',
    });
    expect((await board()).rule).toMatchObject({ reason: '领导小组会议确定', decidedBy: 'office' });
    expect((await board(2020)).rule).toMatchObject({ version: 0, randomFloor: 300, itemFloor: 500 });
  });
});

describe('how often something was found', () => {
  const rateOf = (rows: { key: string; inspected: number; withFindings: number }[], key: string) => {
    const row = rows.find((each) => each.key === key);
    return [row?.withFindings, row?.inspected];
  };

  it('is told by item: inspected units with a finding of that item [R36]', async () => {
    const rows = await breakdown('item');
    expect(rateOf(rows, 'freight')).toEqual([1, 2]);
    expect(rateOf(rows, 'passenger')).toEqual([0, 3]);
  });

  it('is told by risk class [R36]', async () => {
    const setRisk = (id: string, riskClass: string) =>
      test.db
        .updateTable('unit')
        .set({ riskClass })
        .where('authorityId', '=', HOME)
        .where('id', '=', id)
        .execute();
    await setRisk('u5', 'C');
    await setRisk('u3', 'C');
    const rows = await breakdown('risk');
    expect(rateOf(rows, 'C')).toEqual([1, 2]);
    expect(rateOf(rows, '')).toEqual([0, 3]);
  });

  it('is told by draw model: joint, key field, graded by credit and risk, ordinary [R35, R36]', async () => {
    expect(await breakdown('model')).toMatchObject([
      { key: 'general', name: '一般抽查', inspected: 5, withFindings: 1 },
    ]);
    await test.db
      .updateTable('item')
      .set({ kind: 'key' })
      .where('authorityId', '=', HOME)
      .where('id', '=', 'freight')
      .execute();
    expect(await breakdown('model')).toMatchObject([
      { key: 'general', inspected: 3, withFindings: 0 },
      { key: 'key', name: '重点领域', inspected: 2, withFindings: 1 },
    ]);
  });

  it('leaves out what was withdrawn', async () => {
    const set = (state: 'withdrawn' | 'open') =>
      test.db.updateTable('finding').set({ state }).where('orderId', '=', orderId(HOME)).execute();
    await set('withdrawn');
    expect((await breakdown('all'))[0]).toMatchObject({ withFindings: 0, findings: 0, ordered: 0 });
    await set('open');
  });
});

describe('groups', () => {
  it('counts tasks to be carried out, without those replaced, by cycle, section, inspector and area', async () => {
    for (const [by, key, name] of [
      ['all', 'all', '全部'],
      ['cycle', '2021-1', '第一周期'],
      ['section', 'transport', '运输股'],
      ['area', '城关', '城关'],
    ])
      expect(await breakdown(by as string)).toMatchObject([
        { key, name, tasks: 6, inspected: 5, findings: 1 },
      ]);
    expect(await breakdown('inspector')).toMatchObject([
      { key: 'drawer', tasks: 6 },
      { key: 'inspector', name: '执法检查人员甲', tasks: 6, inspected: 5 },
    ]);
  });

  it('takes the rectification rate of what was ordered, without what was waived [R40]', async () => {
    const state = (value: 'open' | 'rectified' | 'waived') =>
      test.db.updateTable('finding').set({ state: value }).where('orderId', '=', orderId(HOME)).execute();
    expect((await breakdown('all'))[0]).toMatchObject({ ordered: 1, rectified: 0, rectificationOpen: 1 });
    await state('rectified');
    expect((await breakdown('all'))[0]).toMatchObject({ ordered: 1, rectified: 1, rectificationOpen: 0 });
    await state('waived');
    expect((await breakdown('all'))[0]).toMatchObject({ ordered: 0, rectified: 0, rectificationOpen: 0 });
    await state('open');
  });

  it('tells of a secret list nothing by person to who is not of the team', async () => {
    const reveal = (revealAt: string | null) =>
      test.db.updateTable('draw').set({ revealAt }).where('authorityId', '=', HOME).execute();
    await reveal('2021-04-30T01:00:00Z');
    expect(await breakdown('inspector')).toMatchObject([{ tasks: 5 }, { tasks: 5 }]);
    expect(await breakdown('inspector', await test.as('inspector'))).toMatchObject([
      { tasks: 6 },
      { tasks: 6 },
    ]);
    await reveal(null);
  });
});

describe('tables for a spreadsheet', () => {
  it('carry the same figures, with nothing that would run as a formula', async () => {
    await test.db
      .updateTable('unit')
      .set({ name: '=HYPERLINK("http://evil")' })
      .where('authorityId', '=', HOME)
      .where('id', '=', 'u2')
      .execute();
    const list = await office.get('/api/statistics/unpublished.csv?year=2021');
    expect(list.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(list.body).toContain(`"'=HYPERLINK(""http://evil"")"`);
    const table = (await office.get('/api/statistics/breakdown.csv?year=2021&by=item')).body;
    expect(table.split('\r\n').map((line) => line.split(',').slice(1, 5).join(','))).toEqual([
      '任务,已检查,发现问题,问题发现率',
      '2,2,1,50%',
      '4,3,0,0%',
      '',
    ]);
  });
});
