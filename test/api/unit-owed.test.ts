/** What is owed to a unit for what it said: before the visit, and after its case is closed. */
import { systemDoing } from '../../db/actor.ts';
import { makeLink } from '../../db/unit-link/links.ts';
import { saveStatement } from '../../db/unit-link/statements.ts';
import { openUnitSession } from '../../db/unit-link/unit-sessions.ts';
import { linkIdOf } from '../../domain/unit-link/link-token.ts';
import type { StatementKind } from '../../domain/unit-link/statement.ts';
import { BASE_URL, type Client, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, orderId, taskId } from './support/facts.ts';

const SECRET = 'a secret of at least thirty-two characters';
/** It was to be visited by 26 February; today is 1 March. */
const TO_VISIT = taskId(HOME, 1);
const CLOSED = taskId(HOME, 4);
const ORDERED = taskId(HOME, 5);

let test: TestApp;
let office: Client;
let inspector: Client;
let made = 0;
beforeAll(async () => {
  test = await startTestApp({ config: { publicBaseUrl: BASE_URL, sessionSecret: SECRET } }, 'live');
  await addFacts(test.db, HOME);
  [office, inspector] = [await test.as('office'), await test.as('inspector')];
});
afterAll(() => test.close());

/** The unit's way in to a task, and what it may do there. */
const enter = async (task: string) => {
  made += 1;
  const id = linkIdOf(new Uint8Array(12).fill(made));
  const { unitId, unit } = await test.db.transaction().execute(async (trx) => {
    const link = await makeLink(trx, HOME, { id, taskId: task }, systemDoing('test', START));
    return { unitId: link.unitId, unit: await openUnitSession(trx, link, START) };
  });
  const page = async (url: string): Promise<string> =>
    (await test.app.inject({ method: 'GET', url, headers: { accept: 'text/html' }, cookies: { unit } })).body;
  const say = (kind: StatementKind, text: string, about: string | null = null, at = START): Promise<string> =>
    test.db
      .transaction()
      .execute((trx) =>
        saveStatement(
          trx,
          { authorityId: HOME, linkId: id, taskId: task, unitId },
          { kind, about, text, person: '王五', files: [] },
          at,
        ),
      );
  return { page, say };
};
const workOf = async () => (await office.get('/api/my-work?kinds=statement')).json().items;
const recusalsOf = async () =>
  (await inspector.get('/api/field/visits'))
    .json()
    .visits.find(({ id }: { readonly id: string }) => id === TO_VISIT).recusals;

it('asks the office for a decision on a recusal at once where the visit is due, and warns who would go', async () => {
  const { say } = await enter(TO_VISIT);
  expect(await recusalsOf()).toEqual([]);
  const id = await say('recusal', '与本单位负责人有亲属关系', '检查员');
  expect(await workOf()).toMatchObject([
    { dueOn: '2021-03-01', urgency: 'at-risk', workingDaysLeft: 0, detail: expect.stringContaining('回避') },
  ]);
  const [recusal, ...more] = await recusalsOf();
  expect(more).toEqual([]);
  expect(recusal).toMatchObject({ dueOn: '2021-03-01', receivedAt: expect.stringContaining('2021-03-01') });
  expect(recusal.names.length).toBeGreaterThan(0);
  expect((await office.post(`/api/unit-statements/${id}/answer`, { text: '不予回避' })).statusCode).toBe(204);
  expect(await recusalsOf()).toEqual([]);
  expect(await workOf()).toEqual([]);
});

it('shows a decision that was not taken in time as overdue', async () => {
  const { say } = await enter(TO_VISIT);
  const id = await say('recusal', '与本单位负责人有亲属关系', null, '2021-02-24T02:00:00Z');
  expect(await workOf()).toMatchObject([{ dueOn: '2021-02-25', urgency: 'overdue', workingDaysLeft: -2 }]);
  await office.post(`/api/unit-statements/${id}/answer`, { text: '不予回避' });
});

it('owes an objection its answer by a day though the case is closed, and says so to both sides', async () => {
  const { page, say } = await enter(CLOSED);
  expect(await page('/u/home')).toContain('已办结');
  expect(await page('/u/home')).not.toContain('未答复');
  const id = await say('objection', '第一项问题与事实不符');
  expect(await workOf()).toMatchObject([{ dueOn: '2021-03-22', urgency: 'due', taskId: CLOSED }]);
  expect((await office.get(`/api/tasks/${CLOSED}`)).json().unanswered).toMatchObject([
    { kind: 'objection', dueOn: '2021-03-22' },
  ]);
  const home = await page('/u/home');
  expect(home).toContain('已办结，尚有 1 件材料未答复');
  const owed = '尚未答复，本局应于 2021-03-22 前（含当日）答复';
  expect(home).toContain(owed);
  expect(await page(`/u/receipts/${id}`)).toContain(owed);
  await office.post(`/api/unit-statements/${id}/answer`, { text: '经核实，维持原结果' });
  expect((await office.get(`/api/tasks/${CLOSED}`)).json().unanswered).toEqual([]);
  expect(await page('/u/home')).not.toContain('未答复');
});

it('tells the unit that nobody has to decide any more what its ended order made needless', async () => {
  await test.db
    .insertInto('extension')
    .values({
      ...{
        authorityId: HOME,
        id: 'moot',
        subjectKind: 'order',
        subjectId: orderId(HOME),
        part: '2021-03-15',
      },
      ...{ kind: 'rectification', requestedBy: 'u5', requestReason: '备件未到', requestedAt: START },
      ...{
        newDueOn: '2021-03-30',
        decision: 'moot',
        decisionReason: '责令改正通知书已办结',
        decidedAt: START,
      },
    })
    .execute();
  const { page } = await enter(ORDERED);
  expect(await page('/u/home')).toContain('无须再审批（责令改正通知书已办结）');
  const order = (await office.get(`/api/orders/${encodeURIComponent(orderId(HOME))}`)).json();
  expect(order.extensions).toMatchObject([{ decision: 'moot', decidedBy: null }]);
});
