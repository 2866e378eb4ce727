import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { systemDoing } from '../../db/actor.ts';
import { importItems } from '../../db/registers/items.ts';
import { saveSections } from '../../db/save-officers.ts';
import type { Role } from '../../domain/rights/rights.ts';
import { SYNTHETIC_ITEMS } from '../../tools/synthetic/make-authority.ts';
import { SECTIONS } from '../../tools/synthetic/sections.ts';
import { type Client, ELSEWHERE, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { uploadTo } from './support/upload.ts';

const PLANS = join(import.meta.dirname, '../../data/plans');
const URL = '/api/plan-imports';
/** Sixty-five megabytes of nothing in a small archive. */
const bomb = () => Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(65 * 1_048_576) }));
let test: TestApp;
let text: Buffer;
let answers: { key: string; value: string }[];

beforeAll(async () => {
  test = await startTestApp({}, 'live');
  text = await readFile(join(PLANS, 'pinglu-2021.txt'));
  answers = JSON.parse(await readFile(join(PLANS, 'pinglu-2021.answers.json'), 'utf8')).answers;
  const doing = systemDoing('test', START);
  await test.db.transaction().execute(async (trx) => {
    await saveSections(trx, HOME, SECTIONS, doing);
    await importItems(trx, HOME, SYNTHETIC_ITEMS, doing);
  });
});
afterAll(() => test.close());

const clients = new Map<string, Promise<Client>>();
/** Signs in once a role: more in a minute would be refused. */
const as = (role: Role, authorityId = HOME): Promise<Client> => {
  const key = `${role}@${authorityId}`;
  const client = clients.get(key) ?? test.as(role, authorityId);
  clients.set(key, client);
  return client;
};

const open = async (): Promise<string> => {
  const drafter = await as('drafter');
  const response = await uploadTo(drafter, URL, '平鲁区2021.txt', text);
  expect(response.statusCode).toBe(200);
  return response.json().id;
};

const said = (assumed: boolean, some = answers) => ({
  answers: some.map(({ key, value }) => ({ key, value, assumed, reason: null })),
});

describe('a plan file that is brought', () => {
  it('is shown line by line with its fifteen rows and each doubt at its line [R278]', async () => {
    const id = await open();
    const review = (await (await as('office')).get(`${URL}/${id}`)).json();
    expect(review).toMatchObject({ fileName: '平鲁区2021.txt', year: 2021, state: 'open', open: 54 });
    expect(review.rows).toHaveLength(15);
    expect(review.rows[5]).toMatchObject({ number: '202106', scope: null, taskNumber: null });
    const scope = review.doubts.find(
      (doubt: { row: string; field: string }) => doubt.row === '202106' && doubt.field === 'scope',
    );
    expect(scope).toMatchObject({ line: 84, state: 'open', answer: null });
    expect(review.lines.find(({ line }: { line: number }) => line === 84).cells[0]).toBe('202106');
  });

  it('keeps each answer until all are given, says why one cannot be taken, and takes one back', async () => {
    const id = await open();
    const drafter = await as('drafter');
    const ratio = answers.find(({ key }) => key.startsWith('number/13/')) ?? { key: '', value: '' };
    const wrong = await drafter.put(`${URL}/${id}/answers`, said(false, [{ ...ratio, value: '十三' }]));
    const doubtOf = (body: { doubts: { key: string }[] }) => body.doubts.find(({ key }) => key === ratio.key);
    expect(doubtOf(wrong.json())).toMatchObject({
      state: 'refused',
      problem: expect.stringContaining('计划编号应为年份加两位以上序号'),
    });
    const right = await drafter.put(`${URL}/${id}/answers`, said(false, [ratio]));
    expect(doubtOf(right.json())).toMatchObject({ state: 'settled', answer: { answeredBy: 'drafter' } });
    const later = (await (await as('drafter')).get(`${URL}/${id}`)).json();
    expect(doubtOf(later)).toMatchObject({ state: 'settled', answer: { value: '202113' } });
    const none = { answers: [{ key: ratio.key, value: null, assumed: false, reason: null }] };
    expect(doubtOf((await drafter.put(`${URL}/${id}/answers`, none)).json())).toMatchObject({
      state: 'open',
    });
  });

  it('takes only what is a choice where there is nothing but choices, and keeps nothing else [R272]', async () => {
    const id = await open();
    const drafter = await as('drafter');
    const either = answers.find(({ key }) => key.startsWith('drawType/1/')) ?? { key: '', value: '' };
    const shown = async () =>
      (await drafter.get(`${URL}/${id}`))
        .json()
        .doubts.find(({ key }: { key: string }) => key === either.key);
    expect(await shown()).toMatchObject({ choices: { values: ['定向', '不定向'], orOther: false } });
    for (const value of ['定向或不定向', '都可以']) {
      const refused = await drafter.put(`${URL}/${id}/answers`, said(false, [{ ...either, value }]));
      expect([refused.statusCode, refused.json().detail]).toEqual([
        422,
        expect.stringContaining('只能在“定向”和“不定向”中选择一项'),
      ]);
    }
    expect(await shown()).toMatchObject({ state: 'open', answer: null });
    await drafter.put(`${URL}/${id}/answers`, said(false, [{ ...either, value: '定向' }]));
    expect(await shown()).toMatchObject({ state: 'settled', answer: { value: '定向' } });
  });

  it('becomes no draft while a doubt is open', async () => {
    const id = await open();
    const drafter = await as('drafter');
    await drafter.put(`${URL}/${id}/answers`, said(false, answers.slice(1)));
    expect((await drafter.post(`${URL}/${id}/draft`)).json()).toMatchObject({
      code: 'NotReady',
      detail: '还有 1 个疑点没有答复，不能形成计划草案。',
    });
  });

  it('becomes a draft that a live system never publishes while an answer is assumed [R278]', async () => {
    const id = await open();
    const drafter = await as('drafter');
    const [first, ...rest] = answers;
    await drafter.put(`${URL}/${id}/answers`, said(false, rest));
    await drafter.put(`${URL}/${id}/answers`, said(true, first === undefined ? [] : [first]));
    const drafted = (await drafter.post(`${URL}/${id}/draft`)).json();
    expect(drafted).toEqual({ year: 2021, version: 1 });
    const plan = `/api/plans/2021/versions/1`;
    expect((await drafter.get(plan)).json().version).toMatchObject({ assumed: true, state: 'draft' });
    await (await as('reviewer')).post(`${plan}/review`);
    await (await as('approver')).post(`${plan}/approve`, { decision: '经局党组同意' });
    expect((await (await as('publisher')).post(`${plan}/publish`)).json()).toMatchObject({
      code: 'AssumedPlan',
    });
    const again = await drafter.put(`${URL}/${id}/answers`, said(false));
    expect([again.statusCode, again.json().code]).toEqual([409, 'WrongState']);
    expect(await audited(id)).toEqual([
      'plan-import.open',
      'plan-import.answer',
      'plan-import.answer',
      'plan-import.drafted',
    ]);
  });

  it('names the item that the list does not have before anybody tries', async () => {
    const changed = Buffer.from(text.toString('utf8').replaceAll('机动车驾驶员培训企业进行', '航空企业进行'));
    const drafter = await as('drafter');
    const { id } = (await uploadTo(drafter, URL, 'plan.txt', changed)).json();
    expect((await drafter.get(`${URL}/${id}`)).json().obstacles[0]).toMatchObject({
      place: 3,
      field: 'item',
      problem: expect.stringContaining('在抽查事项清单中没有对应的事项'),
    });
  });

  it('is given back as it came, and kept when it is given up', async () => {
    const id = await open();
    const drafter = await as('drafter');
    expect((await drafter.get(`${URL}/${id}/file`)).rawPayload.equals(text)).toBe(true);
    expect((await drafter.post(`${URL}/${id}/discard`)).statusCode).toBe(204);
    expect((await drafter.get(`${URL}/${id}`)).json()).toMatchObject({ state: 'discarded' });
    const list = (await drafter.get(`${URL}?limit=1`)).json();
    expect(list.items).toMatchObject([{ id, state: 'discarded', answered: 0 }]);
    const next = (await drafter.get(`${URL}?limit=1&after=${list.next}`)).json();
    expect(next.items[0].id).not.toBe(id);
  });
});

const audited = async (id: string) =>
  (
    await test.db
      .selectFrom('auditEvent')
      .select('action')
      .where('subjectKind', '=', 'plan-import')
      .where('subjectId', '=', id)
      .orderBy('id')
      .execute()
  ).map(({ action }) => action);

describe('a plan file that cannot be taken', () => {
  it.each([
    ['plan.pdf', Buffer.from('%PDF'), '不接受“.pdf”文件'],
    ['plan.xlsx', Buffer.from('not a workbook'), '不是有效的 .xlsx 文件'],
    ['plan.txt', Buffer.from('没有表格'), '没有找到计划表的表头'],
    ['plan.txt', Buffer.alloc(0), '文件是空的'],
    ['plan.xlsx', bomb(), '文件解开后过大'],
    ['plan.csv', Buffer.from('一\n'.repeat(601)), '至多可导入 600 行'],
  ])('%s is refused at its field with what to do', async (name, bytes, problem) => {
    const response = await uploadTo(await as('drafter'), URL, name, bytes);
    expect(response.statusCode).toBe(422);
    expect(response.json().errors).toEqual([
      { field: 'file', label: '文件', problem: expect.stringContaining(problem), remedy: expect.any(String) },
    ]);
  });

  it('is refused above its size, and without a file', async () => {
    const drafter = await as('drafter');
    const large = await uploadTo(drafter, URL, 'plan.txt', Buffer.alloc(4 * 1_048_576 + 1, 65));
    expect([large.statusCode, large.json().code]).toEqual([413, 'PayloadTooLarge']);
    expect((await drafter.post(URL, {})).json()).toMatchObject({ errors: [{ field: 'file' }] });
  });

  it('is taken from the drafter alone, and shown in its own authority alone [R281]', async () => {
    const id = await open();
    for (const role of ['approver', 'office', 'admin'] as const) {
      const other = await as(role);
      expect((await uploadTo(other, URL, 'plan.txt', text)).statusCode).toBe(403);
      expect((await other.put(`${URL}/${id}/answers`, said(false))).statusCode).toBe(403);
      expect((await other.post(`${URL}/${id}/draft`)).statusCode).toBe(403);
      expect((await other.post(`${URL}/${id}/discard`)).statusCode).toBe(403);
    }
    const stranger = await as('drafter', ELSEWHERE);
    expect((await stranger.get(`${URL}/${id}`)).statusCode).toBe(404);
    expect((await stranger.get(`${URL}/${id}/file`)).statusCode).toBe(404);
    expect((await stranger.put(`${URL}/${id}/answers`, said(false))).statusCode).toBe(404);
    expect((await stranger.get(URL)).json().items).toEqual([]);
  });
});
