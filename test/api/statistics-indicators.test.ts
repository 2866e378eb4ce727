import { HOME } from './support/app.ts';
import { taskId, UNIT_NAME } from './support/facts.ts';
import { figuresOfFacts } from './support/figures.ts';

const figures = figuresOfFacts();

describe('the share of random inspections, its definition and floor chosen by the authority', () => {
  it('is drawn units over the operating units of the register, by default [R38]', async () => {
    expect(await figures.indicator('random-share')).toEqual({
      ...{ id: 'random-share', numerator: 6, denominator: 7, floor: 300, passed: true, waitsFor: null },
    });
    await figures.test.db
      .updateTable('unit')
      .set({ status: 'closed' })
      .where('authorityId', '=', HOME)
      .where('id', '=', 'u7')
      .execute();
    expect(await figures.indicator('random-share')).toMatchObject({ numerator: 6, denominator: 6 });
  });

  it('is drawn inspections over all inspections where the rule says so, and fails below its floor [R38]', async () => {
    expect((await figures.decide({ randomShareOf: 'inspections', randomFloor: 6_000 })).statusCode).toBe(200);
    const other = {
      ...{ kind: 'daily', inspectedOn: '2021-02-03', inspections: 5, withFindings: 1 },
      ...{ target: '客运站日常检查', basis: '日常监管计划' },
    };
    const { id } = (await figures.office.post('/api/other-inspections', other)).json();
    expect(await figures.indicator('random-share')).toMatchObject({
      numerator: 5,
      denominator: 10,
      passed: false,
    });
    await figures.decide({ randomShareOf: 'inspections', randomFloor: 5_000 });
    expect(await figures.indicator('random-share')).toMatchObject({ passed: true });
    await figures.office.post(`/api/other-inspections/${id}/withdraw`, { reason: '重复登记' });
    expect(await figures.indicator('random-share')).toMatchObject({
      ...{ numerator: 5, denominator: 5, passed: null, waitsFor: 'other-inspections' },
    });
    await figures.decide({});
  });
});

describe('a year without a visit', () => {
  it('is not begun, and has missed nothing', async () => {
    const { indicators } = await figures.board(2022);
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
    expect(await figures.indicator('random-inspections')).toMatchObject({
      numerator: 5,
      denominator: 5,
      // None but the drawn ones are entered: that all are drawn is no finding.
      ...{ passed: null, waitsFor: 'other-inspections' },
    });
    await figures.office.post('/api/other-inspections', {
      ...other,
      inspectedOn: '2021-01-20',
      inspections: 5,
    });
    // Exactly half is not the main way.
    expect(await figures.indicator('random-inspections')).toMatchObject({
      numerator: 5,
      denominator: 10,
      passed: false,
    });
    await figures.office.post('/api/other-inspections', {
      ...other,
      inspectedOn: '2020-12-31',
      inspections: 90,
    });
    expect(await figures.indicator('random-inspections')).toMatchObject({ denominator: 10 });
  });

  it('are recorded by office and chiefs, never in the future nor with more findings than visits', async () => {
    const entry = {
      ...{ kind: 'daily', inspectedOn: '2021-02-03', inspections: 1, withFindings: 0 },
      ...{ target: '=1+1', basis: '日常' },
    };
    const inspector = await figures.test.as('inspector');
    expect((await inspector.post('/api/other-inspections', entry)).statusCode).toBe(403);
    const post = async (change: object) =>
      (await figures.office.post('/api/other-inspections', { ...entry, ...change })).json();
    expect(await post({ inspectedOn: '2021-03-02' })).toMatchObject({ code: 'InvalidInput' });
    expect(await post({ withFindings: 2 })).toMatchObject({ code: 'InvalidInput' });
    const list = (await figures.office.get('/api/other-inspections?year=2021')).json();
    expect(list.items.map(({ inspectedOn }: { inspectedOn: string }) => inspectedOn)).toEqual([
      '2021-02-03',
      '2021-01-20',
    ]);
    expect(list.items[0]).toMatchObject({ withdrawReason: '重复登记' });
  });
});

describe('publication of what was inspected', () => {
  it('is every finished inspection; those not published are listed, what was visited first before all [R39]', async () => {
    expect(await figures.indicator('published')).toMatchObject({
      numerator: 2,
      denominator: 5,
      floor: 10_000,
      passed: false,
    });
    const { items } = (await figures.office.get('/api/statistics/unpublished?year=2021')).json();
    expect(items).toMatchObject([
      { taskId: taskId(HOME, 2), waitsFor: 'entry', dueOn: null },
      { taskId: taskId(HOME, 3), waitsFor: 'review', unitName: `${UNIT_NAME}3` },
      { taskId: taskId(HOME, 5), waitsFor: 'publication', dueOn: '2021-03-10', workingDaysLeft: 7 },
    ]);
  });

  it('pages through them, and refuses a cursor that nobody gave', async () => {
    const url = '/api/statistics/unpublished?year=2021&limit=2';
    const first = (await figures.office.get(url)).json();
    const second = (await figures.office.get(`${url}&after=${encodeURIComponent(first.next)}`)).json();
    expect(second.items.map(({ taskId: id }: { taskId: string }) => id)).toEqual([taskId(HOME, 5)]);
    for (const after of ['x', '2021-02-30~a', 'a~b~c'])
      expect((await figures.office.get(`${url}&after=${after}`)).statusCode).toBe(422);
  });

  it('is in time until the working day after a day off, and late from then [R269]', async () => {
    const [all] = await figures.breakdown('all');
    expect(all).toMatchObject({ published: 2, publishedInTime: 1, publishedLate: 1, publicationOverdue: 0 });
  });
});

describe('random items among the enforcement items of the authority', () => {
  it('cannot be judged until these are counted, then pass or fail with numerator and denominator [R244]', async () => {
    await figures.test.db
      .updateTable('item')
      .set({ published: true })
      .where('authorityId', '=', HOME)
      .where('id', '=', 'freight')
      .execute();
    expect(await figures.indicator('random-items')).toMatchObject({
      numerator: 1,
      denominator: null,
      passed: null,
    });
    await figures.decide({ enforcementItems: 20 });
    expect(await figures.indicator('random-items')).toMatchObject({
      numerator: 1,
      denominator: 20,
      floor: 500,
      passed: true,
    });
    await figures.decide({ enforcementItems: 21 });
    expect(await figures.indicator('random-items')).toMatchObject({ denominator: 21, passed: false });
  });

  it('is decided by the office on the version it saw, with a reason that stays [R279]', async () => {
    const inspector = await figures.test.as('inspector');
    expect((await figures.decide({}, inspector)).statusCode).toBe(403);
    const { version } = (await figures.board()).rule;
    const stale = {
      expectedVersion: version - 1,
      reason: '更正',
      rule: { itemFloor: 500, enforcementItems: 30, randomShareOf: 'units', randomFloor: 300 },
    };
    expect((await figures.office.put('/api/statistics/rules/2021', stale)).json()).toMatchObject({
      code: 'WrongState',
    });
    expect((await figures.board()).rule).toMatchObject({ reason: '领导小组会议确定', decidedBy: 'office' });
    expect((await figures.board(2020)).rule).toMatchObject({ version: 0, randomFloor: 300, itemFloor: 500 });
  });
});
