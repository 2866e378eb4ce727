import { type Client, ELSEWHERE, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, orderId, taskId } from './support/facts.ts';

let test: TestApp;
let office: Client;

/** Further orders of task 4, each with one finding and one duty. */
const addOrder = async (
  n: number,
  { kind, dueOn, ended = false }: { kind: 'rectification' | 'reinspection'; dueOn: string; ended?: boolean },
): Promise<string> => {
  const id = `${taskId(HOME, 4)}-z${n}`;
  await test.db
    .insertInto('rectificationOrder')
    .values({
      ...{ authorityId: HOME, id, number: `责改〔2021〕${n}号`, taskId: taskId(HOME, 4), unitId: 'u4' },
      ...{ state: ended ? ('closed' as const) : ('issued' as const), issuedBy: 'inspector', issuedAt: START },
      endedAt: ended ? `2021-02-0${n}T01:00:00.000Z` : null,
    })
    .execute();
  await test.db
    .insertInto('deadline')
    .values({
      ...{ authorityId: HOME, subjectKind: 'order', subjectId: id, kind, part: dueOn, dueOn },
      ...{ provisional: false, calendarVersion: 'test', openedOn: '2021-02-01' },
      metOn: ended ? dueOn : null,
    })
    .execute();
  return id;
};

let late = '';
let again = '';
beforeAll(async () => {
  test = await startTestApp({}, 'live');
  await addFacts(test.db, HOME);
  await addFacts(test.db, ELSEWHERE);
  office = await test.as('office');
  late = await addOrder(2, { kind: 'rectification', dueOn: '2021-02-24' });
  again = await addOrder(3, { kind: 'reinspection', dueOn: '2021-03-05' });
  await addOrder(4, { kind: 'rectification', dueOn: '2021-02-03', ended: true });
  await addOrder(5, { kind: 'rectification', dueOn: '2021-02-04', ended: true });
  await test.db
    .insertInto('extension')
    .values({
      ...{
        authorityId: HOME,
        id: 'x1',
        subjectKind: 'order',
        subjectId: orderId(HOME),
        kind: 'rectification',
      },
      ...{ part: '2021-03-15', newDueOn: '2021-04-15', requestedBy: 'u5', requestReason: '配件未到' },
      requestedAt: START,
    })
    .execute();
});
afterAll(() => test.close());

const board = async (query = '') => (await office.get(`/api/order-board?${query}`)).json();
const ids = async (query: string): Promise<string[]> =>
  (await board(query)).items.map(({ id }: { id: string }) => id);

describe('the rectification board', () => {
  it('lists what is owed by its day, what is overdue first, in working days [R40, R261]', async () => {
    const { items, asOf } = await board();
    expect(asOf).toBe('2021-03-01');
    expect(items).toMatchObject([
      { id: late, overdue: true, workingDaysLeft: -3, owed: 'rectification' },
      { id: again, overdue: false, workingDaysLeft: 4, owed: 'reinspection' },
      {
        ...{ id: orderId(HOME), overdue: false, workingDaysLeft: 10, openFindings: 1, pendingExtensions: 1 },
        ...{ unitName: '宏运运输有限公司<测试>5', cycleId: '2021-1' },
      },
    ]);
  });

  it('shows who must act: to decide, to look again, to refer', async () => {
    expect(await ids('view=overdue')).toEqual([late]);
    expect(await ids('view=extension')).toEqual([orderId(HOME)]);
    expect(await ids('view=reinspection')).toEqual([again]);
    expect(await ids('view=referral')).toEqual([]);
    expect((await board()).counts).toEqual({
      open: 3,
      overdue: 1,
      extension: 1,
      reinspection: 1,
      referral: 0,
    });
  });

  it('finds an order by its number and by a part of the name of its unit', async () => {
    expect(await ids(`text=${encodeURIComponent('〔2021〕3号')}`)).toEqual([again]);
    expect(await ids(`text=${encodeURIComponent('<测试>5')}`)).toEqual([orderId(HOME)]);
    expect(await ids('text=%25')).toEqual([]);
    expect(await ids('cycle=2021-2')).toEqual([]);
  });

  it.each(['open', 'ended'])(
    'pages through what is %s without losing or repeating an order',
    async (view) => {
      const whole = await ids(`view=${view}`);
      expect(whole.length).toBeGreaterThan(1);
      const seen: string[] = [];
      let after = '';
      for (;;) {
        const page = await board(`view=${view}&limit=1${after}`);
        seen.push(...page.items.map(({ id }: { id: string }) => id));
        if (page.next === null) break;
        after = `&after=${encodeURIComponent(page.next)}`;
      }
      expect(seen).toEqual(whole);
    },
  );

  it('shows the ended ones newest first', async () => {
    expect(await ids('view=ended')).toEqual([`${taskId(HOME, 4)}-z5`, `${taskId(HOME, 4)}-z4`]);
  });

  it('tells of an order what the unit reported, who follows it up and what was asked', async () => {
    await test.db
      .updateTable('finding')
      .set({ reportedOn: '2021-03-01', reportNote: '已更换轮胎' })
      .where('authorityId', '=', HOME)
      .where('orderId', '=', orderId(HOME))
      .execute();
    const found = (await office.get(`/api/orders/${orderId(HOME)}`)).json();
    expect(found).toMatchObject({
      unitName: '宏运运输有限公司<测试>5',
      team: [
        { officerId: 'inspector', name: '执法检查人员甲' },
        { officerId: 'drawer', name: '抽取人甲' },
      ],
      findings: [{ reportedOn: '2021-03-01', reportNote: '已更换轮胎', article: '第二十一条' }],
      extensions: [{ id: 'x1', newDueOn: '2021-04-15', decision: null }],
    });
    expect((await board()).items.at(-1).reportedFindings).toBe(1);
  });
});

describe('the order on paper', () => {
  const page = async (id: string) =>
    (await office.get(`/api/orders/${encodeURIComponent(id)}/notice.html`)).body;

  it('names the unit, each finding with its article and its own day, the officers and the remedies [R284]', async () => {
    const html = await page(orderId(HOME));
    for (const part of [
      ...['责令改正通知书', '责改〔2021〕1号', '宏运运输有限公司&lt;测试&gt;5', '未按规定维护车辆'],
      ...['第二十一条', '在2021年3月15日前改正或者整改完毕', '执法证号 证inspector', '行政复议', '六个月内'],
    ])
      expect(html).toContain(part);
    expect(html).not.toContain('13900005678');
    expect(html).not.toContain('class="mark"');
  });

  it('keeps the day that was ordered where more time was granted, and says so', async () => {
    const moved = async (dueOn: string, part: string) => {
      const { db } = test;
      await db
        .updateTable('deadline')
        .set({ dueOn, part })
        .where('subjectId', '=', orderId(HOME))
        .where('authorityId', '=', HOME)
        .execute();
      await db.updateTable('finding').set({ dueOn }).where('orderId', '=', orderId(HOME)).execute();
    };
    await moved('2021-04-15', '2021-03-15');
    const html = await page(orderId(HOME));
    expect(html).toContain('在2021年3月15日前改正或者整改完毕');
    expect(html).toContain('（经批准延至2021年4月15日）');
    await moved('2021-03-15', '2021-03-15');
  });

  it('is printed as a PDF too', async () => {
    const response = await office.get(`/api/orders/${encodeURIComponent(orderId(HOME))}/notice.pdf`);
    expect(response.headers['content-type']).toBe('application/pdf');
    expect(response.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('bears the mark of an order that was taken back', async () => {
    await test.db
      .updateTable('rectificationOrder')
      .set({ state: 'withdrawn' })
      .where('authorityId', '=', HOME)
      .where('id', '=', late)
      .execute();
    expect(await page(late)).toContain('aria-label="已撤销"');
  });

  it('of another authority is not there', async () => {
    const response = await office.get(`/api/orders/${encodeURIComponent(orderId(ELSEWHERE))}/notice.html`);
    expect(response.statusCode).toBe(404);
  });
});
