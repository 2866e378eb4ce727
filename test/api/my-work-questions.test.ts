/** What units and files ask, in the list of those who may answer. */
import { jsonb } from '../../db/actor.ts';
import { type Client, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';
import { addNumberedTask, addStatement, NUMBER, NUMBERED, NUMBERED_UNIT } from './support/numbered-task.ts';

let test: TestApp;
let office: Client;
let inspector: Client;
let drafter: Client;
const FILE = '00000000-0000-4000-8000-00000000000a';

beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await addNumberedTask(test.db);
  [office, inspector, drafter] = [
    await test.as('office'),
    await test.as('inspector'),
    await test.as('drafter'),
  ];
});
afterAll(() => test.close());

const linesOf = async (client: Client, kind: 'statement' | 'plan-import') =>
  (await client.get(`/api/my-work?kinds=${kind}`)).json().items;
const countsOf = async (client: Client) => (await client.get('/api/my-work/counts')).json();

it('asks those who may answer a unit’s statement, by task number and unit, till one of them has answered', async () => {
  const id = await addStatement(test.db, 1, '车辆已于三月一日送修');
  const [line, ...others] = await linesOf(office, 'statement');
  expect(others).toEqual([]);
  expect(line).toMatchObject({
    ...{ name: '答复陈述、申请和异议', unitName: NUMBERED_UNIT, taskNumber: NUMBER },
    ...{ detail: '陈述、申辩：车辆已于三月一日送修', link: `/tasks/${NUMBERED}#from-unit`, claimable: true },
  });
  expect(await countsOf(office)).toMatchObject({ tasks: 1 });
  expect(await linesOf(inspector, 'statement')).toEqual([]);
  expect((await office.post('/api/my-work/claims', { key: line.key })).statusCode).toBe(200);
  expect((await office.post(`/api/unit-statements/${id}/answer`, { text: '意见采纳' })).statusCode).toBe(204);
  expect(await linesOf(office, 'statement')).toEqual([]);
});

it('shows who answered a statement and when, under the number that the unit has on its receipt', async () => {
  const { statements } = (await office.get(`/api/tasks/${NUMBERED}/unit-links`)).json();
  expect(statements).toMatchObject([
    { receiptNumber: 'pinglu收〔2021〕0001号', answer: '意见采纳', answeredBy: 'office', answeredAt: START },
  ]);
});

it('tells nobody of what the unit of a secret list says before the visit', async () => {
  await addStatement(test.db, 2, '申请换人', 'recusal');
  expect(await linesOf(office, 'statement')).toHaveLength(1);
  const task = test.db.updateTable('task').where('id', '=', NUMBERED);
  await task.set({ visitedOn: null }).execute();
  await test.db.updateTable('draw').set({ revealAt: '2021-05-01T00:00:00Z' }).execute();
  expect(await linesOf(office, 'statement')).toEqual([]);
  await test.db.updateTable('draw').set({ revealAt: null }).execute();
  await task.set({ visitedOn: '2021-02-01' }).execute();
});

it('asks the drafter for what an imported plan leaves open, and then for its draft', async () => {
  await test.db
    .insertInto('planImport')
    .values({
      ...{ authorityId: HOME, id: FILE, fileName: '2021年计划.docx', sha256: 'a'.repeat(64), byteSize: 1 },
      ...{
        content: Buffer.from('x'),
        lines: jsonb([]),
        year: 2021,
        title: null,
        rowCount: 15,
        doubtCount: 2,
      },
      ...{ state: 'open', importedBy: 'drafter', businessAt: START },
    })
    .execute();
  const answer = (doubtKey: string, value: string | null) =>
    test.db
      .insertInto('planImportAnswer')
      .values({
        ...{ authorityId: HOME, importId: FILE, doubtKey, value: jsonb(value), assumed: false, reason: null },
        ...{ answeredBy: 'drafter', businessAt: START },
      })
      .execute();
  const detail = async () => (await linesOf(drafter, 'plan-import'))[0]?.detail;
  await answer('a', '01号');
  expect(await linesOf(drafter, 'plan-import')).toMatchObject([
    { detail: '2021年计划.docx：疑点待确认 1 处', link: `/year/imports/${FILE}`, unitName: null },
  ]);
  expect(await countsOf(drafter)).toMatchObject({ year: 1 });
  expect(await linesOf(office, 'plan-import')).toEqual([]);
  await answer('a', null);
  expect(await detail()).toBe('2021年计划.docx：疑点待确认 2 处');
  await answer('a', '01号');
  await answer('b', '02号');
  expect(await detail()).toBe('2021年计划.docx：疑点已确认，待形成草案');
  await test.db.updateTable('planImport').set({ state: 'discarded' }).execute();
  expect(await linesOf(drafter, 'plan-import')).toEqual([]);
});

it('lists what citizens said, the unanswered first, with who answered the others and when', async () => {
  const say = (text: string) =>
    test.db
      .insertInto('feedback')
      .values({ authorityId: HOME, aboutKind: 'other', text, businessAt: START })
      .returning('id')
      .executeTakeFirstOrThrow();
  const [first] = [await say('公交站牌不清'), await say('出租车拒载')];
  expect(await countsOf(office)).toMatchObject({ feedback: 2 });
  expect((await countsOf(office)).publications).toBeUndefined();
  expect((await office.post(`/api/feedback/${first.id}/answer`, { text: '已更换' })).statusCode).toBe(204);
  expect((await office.get('/api/feedback')).json().items).toMatchObject([
    { text: '出租车拒载', answer: null, answeredBy: null, answeredAt: null },
    { text: '公交站牌不清', answer: '已更换', answeredBy: 'office', answeredAt: START },
  ]);
});
