/** While a cycle is paused nothing calls late what was not late on the day of the pause; publication alone goes on. */
import { systemDoing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import { type Client, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, orderId, taskId } from './support/facts.ts';

const VISIT = taskId(HOME, 1);
const ENTRY = taskId(HOME, 2);
const ORDER = taskId(HOME, 5);
/** Three weeks after the pause. */
const LATER = '2021-03-22T01:00:00.000Z';

let test: TestApp;
let office: Client;
let inspector: Client;
let chief: Client;

const setPaused = (pausedOn: string | null) =>
  test.db.updateTable('cycle').set({ pausedOn }).where('authorityId', '=', HOME).execute();
const note = (action: 'cycle.paused' | 'cycle.resumed', at: string) =>
  test.db.transaction().execute((trx) =>
    appendAudit(trx, {
      ...systemDoing('test', at),
      ...{
        authorityId: HOME,
        action,
        subjectKind: 'cycle',
        subjectId: '2021-1',
        data: { reason: '疫情防控' },
      },
    }),
  );

/** Anew on each day: a session ends. */
const signIn = async () => {
  [office, inspector, chief] = await Promise.all([test.as('office'), test.as('inspector'), test.as('chief')]);
};

/** Monday, 2021-03-01: a visit is late by a day, an entry and an order are owed on Wednesday. */
beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await test.db
    .updateTable('deadline')
    .set({ dueOn: '2021-03-03' })
    .where('authorityId', '=', HOME)
    .where('subjectKind', '=', 'order')
    .execute();
  await test.db
    .insertInto('deadline')
    .values({
      ...{ authorityId: HOME, subjectKind: 'task', subjectId: ENTRY, kind: 'entry', dueOn: '2021-03-03' },
      ...{ provisional: false, calendarVersion: 'test', openedOn: '2021-02-01' },
    })
    .execute();
  test.clock.set(Date.parse(LATER));
  await signIn();
});
afterAll(() => test.close());

const read = async (client: Client, url: string) => {
  const response = await client.get(url);
  expect(`${url} ${response.statusCode}`).toBe(`${url} 200`);
  return response.json();
};
const ids = (lines: readonly Record<string, string>[], name: string) =>
  lines.map((line) => line[name]).sort();

/** What every list that calls anything late says, without publications. */
const lateEverywhere = async () => {
  const [board, owners, tasks, orders, own, ofSection, matters, field, overview] = await Promise.all([
    read(office, '/api/cycles/2021-1'),
    read(office, '/api/cycles/2021-1/late'),
    read(office, '/api/tasks?overdue=true'),
    read(office, '/api/order-board?view=overdue'),
    read(inspector, '/api/my-work?urgencies=overdue'),
    read(chief, '/api/my-work?urgencies=overdue'),
    read(office, '/api/late-matters?year=2021'),
    read(inspector, '/api/field/visits'),
    test.app.inject({ method: 'GET', url: '/' }),
  ]);
  const sum = (name: string) =>
    board.rows.reduce((all: number, row: Record<string, number>) => all + (row[name] ?? 0), 0);
  const shown = (line: { kind: string }) => line.kind !== 'publication';
  return {
    board: ['lateVisits', 'lateEntries', 'lateRectifications'].map(sum),
    owners: owners.late
      .filter(shown)
      .map((line: { kind: string; workingDaysLate: number }) => [line.kind, line.workingDaysLate]),
    tasks: ids(tasks.items, 'id'),
    orders: [orders.counts.overdue, orders.items.length],
    own: own.items.map((line: { kind: string; workingDaysLeft: number }) => [
      line.kind,
      line.workingDaysLeft,
    ]),
    ofSection: ofSection.items.map(({ kind }: { kind: string }) => kind),
    matters: matters.matters
      .filter(shown)
      .map((line: { kind: string; workingDaysLate: number }) => [line.kind, line.workingDaysLate]),
    field: field.visits.flatMap(({ deadline }: { deadline: { kind: string; urgency: string } | null }) =>
      deadline?.urgency === 'overdue' ? [deadline.kind] : [],
    ),
    overview: ['实地检查', '结果录入', '整改'].filter((kind) =>
      overview.body.slice(overview.body.indexOf('现逾期事项')).includes(kind),
    ),
  };
};

describe('a paused cycle', () => {
  it('would else owe three things late [R259]', async () => {
    const late = await lateEverywhere();
    expect(late.board).toEqual([1, 1, 1]);
    expect(late).toMatchObject({
      orders: [1, 1],
      ofSection: ['section-overdue', 'section-overdue'],
      overview: ['实地检查', '结果录入', '整改'],
    });
    expect(late.own).toHaveLength(3);
    expect(late.tasks).toEqual([VISIT, ENTRY, ORDER]);
    expect(late.matters).toEqual([
      ['visit', 16],
      ['entry', 13],
      ['rectification', 13],
    ]);
    expect(late.field.sort()).toEqual(['entry', 'visit']);
  });

  it('calls late what was late on the day of the pause, by as many days, and nothing else, wherever it is asked', async () => {
    await setPaused('2021-03-01');
    await note('cycle.paused', START);
    const late = await lateEverywhere();
    expect(late).toMatchObject({
      board: [1, 0, 0],
      owners: [
        ['visit', 1],
        ['visit', 1],
      ],
      // A result is shown to the public in its time, whatever is paused.
      tasks: [VISIT, ORDER],
      orders: [0, 0],
      own: [['visit', -1]],
      matters: [['visit', 1]],
      field: ['visit'],
      ofSection: ['section-overdue'],
      overview: ['实地检查'],
    });
    expect((await read(office, '/api/cycles/2021-1')).rows[1]).toMatchObject({ latePublications: 1 });
  });

  it('shows what is owed as urgent as it was when it was paused', async () => {
    const atRisk = await read(inspector, '/api/my-work?urgencies=at-risk');
    expect(atRisk.items).toMatchObject([
      { kind: 'entry', dueOn: '2021-03-03', workingDaysLeft: 2, urgency: 'at-risk' },
    ]);
    const [order] = (await read(office, '/api/order-board?view=open')).items;
    expect(order).toMatchObject({ id: orderId(HOME), overdue: false, workingDaysLeft: 2 });
    const all = (await read(inspector, '/api/my-work')).items;
    for (const urgency of ['overdue', 'at-risk', 'due'])
      expect((await read(inspector, `/api/my-work?urgencies=${urgency}`)).items).toEqual(
        all.filter((line: { urgency: string }) => line.urgency === urgency),
      );
  });

  it('does not count the days of a pause that is over', async () => {
    await setPaused(null);
    await note('cycle.resumed', LATER);
    expect((await lateEverywhere()).owners).toEqual(expect.arrayContaining([['visit', 1]]));
    test.clock.set(Date.parse('2021-03-23T01:00:00.000Z'));
    await signIn();
    expect((await lateEverywhere()).matters).toEqual(expect.arrayContaining([['visit', 2]]));
  });

  it('tells who paused it, since when and why, and keeps what is over', async () => {
    const of = async () => (await read(office, '/api/cycles/2021-1')).pauses;
    expect(await of()).toMatchObject([
      { pausedOn: '2021-03-01', reason: '疫情防控', endedOn: '2021-03-22', end: 'resumed' },
    ]);
    await test.db.transaction().execute((trx) =>
      appendAudit(trx, {
        ...{ authorityId: HOME, action: 'cycle.paused', subjectKind: 'cycle', subjectId: '2021-1' },
        ...{ actor: { kind: 'officer', id: 'approver' }, commandId: null, at: '2021-03-23T01:00:00.000Z' },
        data: { reason: '防汛' },
      }),
    );
    expect(await of()).toMatchObject([
      { pausedOn: '2021-03-23', reason: '防汛', pausedBy: '审批人甲', endedOn: null, end: null },
      { pausedOn: '2021-03-01' },
    ]);
  });
});
