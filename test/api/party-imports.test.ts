import { workbook } from '../../files/workbook.ts';
import { type Client, ELSEWHERE, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';
import { uploadTo } from './support/upload.ts';

/** Contacts and exemptions as files: both name units that the register must know. */
let test: TestApp;
let office: Client;
let approver: Client;
beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  office = await test.as('office');
  approver = await test.as('approver');
});
afterAll(() => test.close());

type Rows = readonly (readonly string[])[];
const csv = (rows: Rows): Buffer => Buffer.from(rows.map((cells) => `${cells.join(',')}\r\n`).join(''));
const place = (register: string): string => `/api/registers/${register}/imports`;
const preview = async (client: Client, register: string, rows: Rows) =>
  (await uploadTo(client, place(register), `${register}.csv`, csv(rows))).json();
const confirm = (client: Client, register: string, id: string) =>
  client.post(`${place(register)}/${id}/confirm`, { reason: '各股室核对后的名单' });
const audited = async (action: string) =>
  (await office.get(`/api/audit/events?action=${action}`)).json().items;
const trail = async (client: Client, register: string, id: string, change: string) =>
  (await client.get(`${place(register)}/${id}/rows?change=${change}`)).json().items;

const CONTACT_HEADS = ['对象类型', '统一社会信用代码或编号', '联系人角色', '姓名', '手机号码', '首选'];
const SAFETY = ['车辆', '晋F1', '安全负责人', '李安', '13900000001', '否'];
const LEGAL = ['车辆', '晋F1', '法定代表人', '王法', '13900000002', '是'];

const EXEMPTION_HEADS = ['对象类型', '统一社会信用代码或编号', '免抽理由', '依据', '起始日期', '截止日期'];
const CASE_OPEN = [
  '车辆',
  '晋F2',
  '正在接受立案调查或者专项检查',
  '立案〔2021〕3号',
  '2021-02-01',
  '2021-06-30',
];

describe('contacts (联系人) brought in as a file', () => {
  const contacts = async () => (await office.get('/api/units/u1/contacts')).json();

  it('are shown before they are written, are written with a reason, and change what is held [R241]', async () => {
    const first = await preview(office, 'contacts', [CONTACT_HEADS, SAFETY, LEGAL]);
    expect(first).toMatchObject({ state: 'ready', added: 2, changed: 0, unchanged: 0 });
    expect(first.hints[0]).toContain('“电子邮箱”列');
    expect(first.hints[0]).not.toContain('首选');
    expect(await contacts()).toHaveLength(1);
    expect((await confirm(office, 'contacts', first.id)).json().summary).toContain('新增 2 条');
    expect(await contacts()).toHaveLength(3);
    expect((await contacts())[0]).toMatchObject({
      name: '王法',
      role: 'legal-representative',
      isPrimary: true,
    });

    const moved = [...SAFETY.slice(0, 4), '13900000009', '否'];
    // 否 takes nothing from who is the first: no difference.
    const second = await preview(office, 'contacts', [CONTACT_HEADS, moved, [...LEGAL.slice(0, 5), '否']]);
    expect(second).toMatchObject({ added: 0, changed: 1, unchanged: 1 });
    expect(await trail(office, 'contacts', second.id, 'changed')).toMatchObject([
      {
        title: '李安（安全负责人，晋F1）',
        before: { 手机号码: '13900000001' },
        after: { 手机号码: '13900000009' },
      },
    ]);
    expect((await confirm(office, 'contacts', second.id)).statusCode).toBe(200);
    const [safety] = (await contacts()).filter(({ name }: { name: string }) => name === '李安');
    const history = (await office.get(`/api/contacts/${safety.id}/history`)).json();
    expect(history).toMatchObject([{ changedBy: 'officer:office', reason: '各股室核对后的名单' }]);
    expect((await audited('register.import'))[0]).toMatchObject({
      actorId: 'office',
      data: { register: 'contacts', added: 0, changed: 1, unchanged: 1 },
    });
  });

  it('are named row by row and column by column where something is wrong, and nothing is written', async () => {
    const faulty = await preview(office, 'contacts', [
      CONTACT_HEADS,
      ['车辆', '晋F999', '联系人', '甲', '13900000001', ''],
      ['车辆', '晋F3', '车队长', '乙', '13900000001', ''],
      ['车辆', '晋F3', '联系人', '丙', '0349-1234567', ''],
    ]);
    expect(faulty).toMatchObject({ state: 'faulty', added: 0 });
    expect(faulty.faults.map(({ line, head }: { line: number; head: string }) => [line, head])).toEqual([
      [2, '统一社会信用代码或编号'],
      [3, '联系人角色'],
      [4, '手机号码'],
    ]);
    expect((await confirm(office, 'contacts', faulty.id)).json()).toMatchObject({ code: 'WrongState' });
  });

  it('go out as a file that comes in again as it is', async () => {
    const out = await office.get('/api/registers/contacts/export?format=csv');
    expect(out.body).toContain('车辆,晋F1,安全负责人,李安,,13900000009,否');
    const again = await uploadTo(office, place('contacts'), 'again.csv', Buffer.from(out.body));
    expect(again.json()).toMatchObject({ state: 'ready', added: 0, changed: 0, missing: 0 });
    expect((await audited('register.export'))[0]).toMatchObject({ actorId: 'office' });
  });

  it('come as a workbook as well, after the template', async () => {
    const rows = [CONTACT_HEADS, ['工作人员', 'inspector', '其他', '值班电话', '13900000003', '']];
    const xlsx = workbook([{ name: '名录', rows, widths: rows[0]?.map(() => 20) ?? [] }]);
    const ready = (await uploadTo(office, place('contacts'), '联系人.xlsx', xlsx)).json();
    expect(ready).toMatchObject({ state: 'ready', added: 1 });
    const template = await office.get('/api/registers/contacts/template?format=csv');
    for (const head of CONTACT_HEADS) expect(template.body).toContain(head);
  });
});

describe('exemptions (免抽名单) brought in as a file', () => {
  const exemptions = async () => (await approver.get('/api/exemptions')).json();

  it('are entered by an approver, once, and another basis is told and left alone [R241]', async () => {
    const first = await preview(approver, 'exemptions', [EXEMPTION_HEADS, CASE_OPEN]);
    expect(first).toMatchObject({ state: 'ready', added: 1 });
    expect(await exemptions()).toEqual([]);
    expect((await confirm(approver, 'exemptions', first.id)).statusCode).toBe(200);
    expect(await exemptions()).toMatchObject([
      { unitId: 'u2', reason: 'case-open', basis: '立案〔2021〕3号', enteredBy: 'officer:approver' },
    ]);
    const other = CASE_OPEN.map((cell) => (cell === '立案〔2021〕3号' ? '另一文件' : cell));
    const again = await preview(approver, 'exemptions', [EXEMPTION_HEADS, other]);
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 1, missing: 0 });
    expect(again.hints).toEqual([expect.stringContaining('第 2 行的免抽已按另一依据登记')]);
    expect((await audited('exemptions.enter'))[0]).toMatchObject({
      actorId: 'approver',
      data: { entered: 1 },
    });
  });

  it('name their faults, a row that stands twice among them', async () => {
    const other = ['车辆', '晋F999', ...CASE_OPEN.slice(2)];
    const late = [...CASE_OPEN.slice(0, 5), '2021-01-01'];
    const open = ['车辆', '晋F4', ...CASE_OPEN.slice(2)];
    const { faults } = await preview(approver, 'exemptions', [EXEMPTION_HEADS, other, late, open, open]);
    expect(faults).toEqual([
      expect.objectContaining({ line: 2, what: expect.stringContaining('没有这个对象') }),
      expect.objectContaining({ line: 3, head: '截止日期' }),
      expect.objectContaining({ line: 5, what: expect.stringContaining('与第 4 行重复') }),
    ]);
  });

  it('go out as a file that comes in again as it is', async () => {
    const out = await approver.get('/api/registers/exemptions/export?format=csv');
    const again = await uploadTo(approver, place('exemptions'), 'again.csv', Buffer.from(out.body));
    expect(again.json()).toMatchObject({ state: 'ready', added: 0, unchanged: 1, missing: 0 });
  });
});

describe('a file of contacts or exemptions', () => {
  it('is for those who keep them, each of his own authority [R281]', async () => {
    const contacts = await preview(office, 'contacts', [CONTACT_HEADS, LEGAL]);
    const exempt = await preview(approver, 'exemptions', [EXEMPTION_HEADS, CASE_OPEN]);
    const strangers = [
      [approver, 'contacts', contacts.id],
      [await test.as('inspector'), 'contacts', contacts.id],
      [office, 'exemptions', exempt.id],
      [await test.as('admin'), 'exemptions', exempt.id],
    ] as const;
    for (const [client, register, id] of strangers) {
      expect((await uploadTo(client, place(register), 'a.csv', csv([CONTACT_HEADS]))).statusCode).toBe(403);
      expect((await client.get(`${place(register)}/${id}`)).statusCode).toBe(403);
      expect((await confirm(client, register, id)).statusCode).toBe(403);
      expect((await client.get(`/api/registers/${register}/export`)).statusCode).toBe(403);
    }
    const elsewhere = await test.as('office', ELSEWHERE);
    expect((await elsewhere.get(`${place('contacts')}/${contacts.id}`)).statusCode).toBe(404);
    // One kind of file is not confirmed as another.
    expect((await confirm(office, 'units', contacts.id)).statusCode).toBe(404);
    const names = async (client: Client) =>
      (await client.get('/api/register-imports'))
        .json()
        .map(({ register }: { register: string }) => register);
    expect(new Set(await names(approver))).toEqual(new Set(['exemptions']));
    expect(await names(office)).toContain('contacts');
  });
});
