/** 任务编号, as notices write it: shown in the console and found by its search. */
import { type Client, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';
import { addNumberedTask, NUMBER, NUMBERED } from './support/numbered-task.ts';

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
