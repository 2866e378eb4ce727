/** 任务编号, as notices write it: shown in the console and found by its search. */
import { systemDoing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import { type Client, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';
import { addNumberedTask, NUMBER, NUMBERED, NUMBERED_UNIT } from './support/numbered-task.ts';

let test: TestApp;
let office: Client;

beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await addNumberedTask(test.db);
  office = await test.as('office');
});
afterAll(() => test.close());

const found = async (text: string): Promise<string[]> =>
  (await office.get(`/api/tasks?text=${encodeURIComponent(text)}`))
    .json()
    .items.map(({ id }: { id: string }) => id);

it.each([NUMBER, ' 〔2021〕10008号', '[2021]10008', '10008', NUMBERED])(
  'finds a task by %s',
  async (text) => {
    expect(await found(text)).toEqual([NUMBERED]);
  },
);

it.each(['平交检〔2020〕10008号', '平交检〔2021〕20008号', '10009'])('finds none by %s', async (text) => {
  expect(await found(text)).toEqual([]);
});

it('still finds by name and code, also where a name begins like a number', async () => {
  expect(await found('晋F8')).toEqual([NUMBERED]);
  await test.db.updateTable('unit').set({ name: '10008客运' }).where('id', '=', 'u3').execute();
  expect(await found('10008')).toHaveLength(2);
});

it('stands in the lists and on the task’s own page', async () => {
  const { items } = (await office.get('/api/tasks?unit=u8')).json();
  expect(items).toMatchObject([{ id: NUMBERED, number: NUMBER }]);
  expect((await office.get(`/api/tasks/${NUMBERED}`)).json().task).toMatchObject({ number: NUMBER });
  expect((await office.get('/api/units/u8/visits')).json()).toMatchObject([{ taskNumber: NUMBER }]);
  const unpublished = (await office.get('/api/statistics/unpublished?year=2021')).json().items;
  expect(unpublished).toContainEqual(expect.objectContaining({ taskId: NUMBERED, taskNumber: NUMBER }));
});

it('stands in the preview of a bulk action and among what came of it, on an order and on the case’s file', async () => {
  const approver = await test.as('approver');
  const asked = { command: 'cancelTask', fields: { reason: '对象已注销' }, ids: [NUMBERED] };
  const preview = await approver.post('/api/bulk-actions/preview', asked);
  expect(preview.json().subjects).toMatchObject([{ taskId: NUMBERED, taskNumber: NUMBER }]);
  await approver.post('/api/bulk-actions', asked, { 'idempotency-key': 'numbered-bulk' });
  const { items } = (await approver.get('/api/bulk-actions/numbered-bulk/items')).json();
  expect(items).toMatchObject([{ taskNumber: NUMBER }]);
  const file = await office.get(`/api/tasks/${NUMBERED}/case-file.zip`);
  expect(decodeURIComponent(String(file.headers['content-disposition']))).toContain(`案卷${NUMBER}.zip`);
  await test.db
    .insertInto('rectificationOrder')
    .values({
      ...{
        authorityId: HOME,
        id: `${NUMBERED}-z1`,
        number: '平交责改〔2021〕0099号',
        taskId: NUMBERED,
        unitId: 'u8',
      },
      ...{ issuedBy: 'reviewer', issuedAt: START, state: 'issued' },
    })
    .execute();
  const order = (await office.get(`/api/orders/${NUMBERED}-z1`)).json();
  expect(order).toMatchObject({ taskNumber: NUMBER });
});

it('is what messages and events say they are about, with the order’s number and people’s names', async () => {
  const subjects = [
    ['task', NUMBERED, `检查任务 ${NUMBER}`],
    ['publication', `${NUMBERED}/1`, `结果公示 ${NUMBER}`],
    ['order', `${NUMBERED}-z1`, '责令改正通知书 平交责改〔2021〕0099号'],
    ['officer', 'drawer', '工作人员 抽取人甲'],
    ['cycle', '2021-1', '抽查周期 2021年第一周期'],
    ['unit', 'u8', `检查对象 ${NUMBERED_UNIT}`],
    ['draw', '2021-001', '抽取 2021-001'],
    ['bulk', 'web-0b0c9a4e-7d2f-4a53-9f1e-000000000000', '批量办理'],
  ] as const;
  await test.db.transaction().execute(async (trx) => {
    for (const [subjectKind, subjectId] of subjects)
      await appendAudit(trx, {
        ...systemDoing('operator', START),
        ...{ authorityId: HOME, action: 'task.dispatched', subjectKind, subjectId, data: {} },
      });
  });
  const { items } = (await office.get('/api/audit/events?actorId=operator&limit=8')).json();
  const named = items.map((event: { subjectName: string }) => event.subjectName);
  expect(named.toReversed()).toEqual(subjects.map(([, , words]) => words));
  const { items: messages } = (await office.get('/api/messages?subjectKind=task')).json();
  expect(messages.length).toBeGreaterThan(0);
  const [first] = messages;
  expect((await office.get(`/api/messages/${first.id}`)).json().about).toBe(first.about);
});

it('is taken where a text is previewed with a task’s facts, though its page asks for a number', async () => {
  const asked = { notice: 'result.returned', audience: 'officer', taskId: NUMBER };
  const { email, sms } = (await office.post('/api/notice-texts/preview', asked)).json();
  expect([email.text, sms.text].join()).toContain(NUMBER);
  expect(email.text).not.toContain(NUMBERED);
});

it('is what the public’s tables give', async () => {
  const table = async (name: string) => (await test.app.inject(`/public/${HOME}/data/${name}`)).body;
  expect(await table('results.csv?year=2021')).toContain('任务编号,年度,周期');
  expect(await table('orders.csv?year=2021')).toContain('文书编号,任务编号');
});

it('finds messages and events by the number that is read, an order’s too', async () => {
  const found = async (path: string, kind: string, number: string) =>
    (await office.get(`${path}?subjectKind=${kind}&subjectId=${encodeURIComponent(number)}`)).json().items;
  for (const number of [NUMBER, '10008', NUMBERED])
    expect((await found('/api/audit/events', 'task', number)).length).toBeGreaterThan(0);
  expect(await found('/api/audit/events', 'order', '平交责改〔2021〕0099号')).toHaveLength(1);
  expect(await found('/api/audit/events', 'task', '10009')).toEqual([]);
  await test.db
    .updateTable('message')
    .set({ subjectId: NUMBERED })
    .where('subjectKind', '=', 'task')
    .where('subjectId', '=', `${HOME}-2021-1-1`)
    .execute();
  expect((await found('/api/messages', 'task', NUMBER)).length).toBeGreaterThan(0);
});
