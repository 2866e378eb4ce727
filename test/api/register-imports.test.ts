import readExcelFile from 'read-excel-file/node';
import { UNIT_COLUMNS } from '../../files/registers/units.ts';
import { workbook } from '../../files/workbook.ts';
import { creditCode } from '../db/support/samples.ts';
import { type Client, ELSEWHERE, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';
import { uploadTo } from './support/upload.ts';

const HEADS = UNIT_COLUMNS.map(({ head }) => head);
const reason = '市场监管局共享数据更新';

/** A row of the file: an enterprise with what is named. */
const row = (n: number, more: Readonly<Record<string, string>> = {}): string[] => {
  const cells: Readonly<Record<string, string>> = {
    对象类型: '企业',
    统一社会信用代码或编号: creditCode(n),
    名称: `样本运输有限公司${n}`,
    行业类别: 'passenger',
    所在区域: '城关',
    经营状态: '正常经营',
    抽取权重: '1',
    ...more,
  };
  return HEADS.map((head) => cells[head] ?? '');
};
const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.join(',')}\r\n`).join('');
const file = (...rows: readonly (readonly string[])[]) => Buffer.from(csv([HEADS, ...rows]));

describe('the import of a register', () => {
  let test: TestApp;
  let office: Client;
  beforeAll(async () => {
    test = await startTestApp();
    await addFacts(test.db, HOME);
    office = await test.as('office');
  });
  afterAll(() => test.close());

  const PLACE = '/api/registers/units/imports';
  const upload = async (bytes: Buffer, name = '名录.csv', client = office) =>
    uploadTo(client, PLACE, name, bytes);
  const preview = async (bytes: Buffer, name?: string) => (await upload(bytes, name)).json();
  const confirm = (id: string) => office.post(`${PLACE}/${id}/confirm`, { reason });
  const named = async (text: string) =>
    (await office.get(`/api/units?text=${encodeURIComponent(text)}`)).json().items;

  it('shows what would be new, changed, as it was and missing; writes it when confirmed, and who did [R241]', async () => {
    const first = await preview(file(row(1), row(2)));
    expect(first).toMatchObject({ state: 'ready', added: 2, changed: 0, unchanged: 0, missing: 7 });
    expect(await named('样本运输')).toEqual([]);
    expect((await confirm(first.id)).json().summary).toContain('新增 2 条');
    const second = await preview(file(row(1), row(2, { 地址: '北大街 2 号' }), row(3)));
    expect(second).toMatchObject({ added: 1, changed: 1, unchanged: 1, missing: 7 });
    const { items } = (await office.get(`${PLACE}/${second.id}/rows?change=changed`)).json();
    expect(items).toMatchObject([{ line: 3, before: { 地址: '' }, after: { 地址: '北大街 2 号' } }]);
    const missing = (await office.get(`${PLACE}/${second.id}/missing`)).json();
    expect(missing).toHaveLength(7);
    expect((await confirm(second.id)).statusCode).toBe(200);
    const [changed] = await named('样本运输有限公司2');
    const history = (await office.get(`/api/registers/unit/entries/${changed.id}/history`)).json();
    expect(history).toMatchObject([
      { changedBy: 'officer:office', reason, after: { address: '北大街 2 号' } },
    ]);
    const events = (await office.get('/api/audit/events?action=register.import')).json().items;
    expect(events[0]).toMatchObject({
      actorId: 'office',
      data: { file: '名录.csv', added: 1, changed: 1, unchanged: 1, missing: 7, reason },
    });
    expect((await confirm(second.id)).json()).toMatchObject({ code: 'WrongState' });
  });

  it('tells each fault by row and column, keeps nothing of a faulty file, and cannot be confirmed [R241]', async () => {
    const faulty = await preview(
      file(row(10), row(11, { 统一社会信用代码或编号: '91140603MA0GXXXXXX', 经营状态: '开业' }), row(10)),
    );
    expect(faulty.state).toBe('faulty');
    expect(faulty.faults).toEqual([
      expect.objectContaining({ line: 3, head: '经营状态', what: expect.stringContaining('请填以下之一') }),
      expect.objectContaining({ line: 4, what: expect.stringContaining('与第 2 行重复') }),
    ]);
    expect((await confirm(faulty.id)).json()).toMatchObject({ code: 'WrongState' });
    expect(await named('样本运输有限公司10')).toEqual([]);
  });

  it('warns of what a column that was left out would empty', async () => {
    const heads = HEADS.slice(0, 6);
    const short = await preview(Buffer.from(csv([heads, row(60).slice(0, 6)])));
    expect(short.hints[0]).toContain('联系电话');
    expect(short.hints[0]).toContain('会被清空');
  });

  it('names wrong columns, and what is no table at all', async () => {
    const wrong = await preview(
      Buffer.from(
        csv([
          ['名称', '电话'],
          ['甲', '1'],
        ]),
      ),
    );
    expect(wrong.faults.map(({ head }: { head: string }) => head)).toContain('电话');
    expect(wrong.faults.map(({ head }: { head: string }) => head)).toContain('行业类别');
    expect((await upload(Buffer.from('%PDF-1.7'), '名录.pdf')).json()).toMatchObject({
      code: 'InvalidInput',
    });
    expect((await upload(Buffer.from('not a zip'), '名录.xlsx')).json()).toMatchObject({
      code: 'InvalidInput',
      detail: expect.stringContaining('不是有效的 .xlsx'),
    });
    expect((await upload(Buffer.alloc(0), '空.csv')).statusCode).toBe(422);
  });

  it('reads what Chinese Excel writes: GBK, and workbooks', async () => {
    // 名录 in GB 18030: encoded by hand, since no encoder of Node writes it.
    const gbk = Buffer.from('c3fbb3c6', 'hex');
    const text = Buffer.concat([gbk, Buffer.from(',x\r\n'), gbk, Buffer.from(',1\r\n')]);
    expect((await preview(text)).faults).toContainEqual(
      expect.objectContaining({ head: 'x', what: expect.stringContaining('不认识这一列') }),
    );
    const xlsx = workbook([{ name: '名录', rows: [HEADS, row(20)], widths: HEADS.map(() => 20) }]);
    expect(await preview(xlsx, '名录.xlsx')).toMatchObject({ state: 'ready', added: 1 });
  });

  it('takes names that would be script or formula as the text they are, and gives them out as text', async () => {
    const script = '<script>alert(1)</script>运输';
    const formula = '=HYPERLINK("http://x";"点我")';
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const ready = await preview(file(row(30, { 名称: script, 地址: quoted(formula) })));
    expect((await confirm(ready.id)).statusCode).toBe(200);
    expect(await named('<script>')).toMatchObject([{ name: script, address: formula }]);
    const out = (await office.get('/api/registers/units/export?format=csv')).body;
    expect(out).toContain(`"'=HYPERLINK(`);
    expect(out).not.toMatch(/(^|,)"?=HYPERLINK/mu);
    const sheet = await office.get('/api/registers/units/export?format=xlsx');
    const [{ data } = { data: [] }] = await readExcelFile(sheet.rawPayload);
    expect(data.flat()).toContain(formula);
    const again = await preview(Buffer.from(out));
    expect(again).toMatchObject({ state: 'ready', added: 0, changed: 0, missing: 0 });
  });

  it('refuses to overwrite what was changed after the preview', async () => {
    await confirm((await preview(file(row(40)))).id);
    const late = await preview(file(row(40, { 地址: '旧址' })));
    const [unit] = await named('样本运输有限公司40');
    const change = { change: { address: '新址' }, reason, expectedRecordedAt: unit.recordedAt };
    expect((await office.patch(`/api/units/${unit.id}`, change)).statusCode).toBe(200);
    expect((await confirm(late.id)).json()).toMatchObject({
      code: 'WrongState',
      detail: expect.stringContaining('又有变动'),
    });
    expect(await named('样本运输有限公司40')).toMatchObject([{ address: '新址' }]);
  });

  it('is for the keepers of the register, each of his own authority', async () => {
    const { id } = await preview(file(row(50)));
    for (const role of ['inspector', 'reviewer', 'approver', 'supervisor'] as const) {
      const stranger = await test.as(role);
      expect((await upload(file(row(51)), undefined, stranger)).statusCode).toBe(403);
      expect((await stranger.post(`${PLACE}/${id}/confirm`, { reason })).statusCode).toBe(403);
      expect((await stranger.get('/api/registers/units/export?format=csv')).statusCode).toBe(403);
    }
    const elsewhere = await test.as('office', ELSEWHERE);
    expect((await elsewhere.get(`${PLACE}/${id}`)).statusCode).toBe(404);
    expect((await elsewhere.get(`${PLACE}/${id}/rows?change=added`)).statusCode).toBe(404);
    // By the address of another register, whose keepers are others, it is not there either.
    const approver = await test.as('approver');
    for (const more of ['', '/rows?change=added', '/missing'])
      expect((await approver.get(`/api/registers/exemptions/imports/${id}${more}`)).statusCode).toBe(404);
    expect((await approver.post(`/api/registers/exemptions/imports/${id}/discard`)).statusCode).toBe(404);
    expect((await elsewhere.post(`${PLACE}/${id}/confirm`, { reason })).statusCode).toBe(404);
    expect(
      (await uploadTo(office, '/api/registers/inspectors/imports', '人员.csv', file(row(1)))).statusCode,
    ).toBe(403);
    await office.post(`${PLACE}/${id}/discard`);
    expect((await confirm(id)).json()).toMatchObject({ code: 'WrongState' });
  });

  it('takes 100,000 rows without holding up the others who ask [R241]', async () => {
    const rows = Array.from({ length: 100_000 }, (_, n) =>
      row(1, { 对象类型: '车辆', 统一社会信用代码或编号: `晋F${n}试`, 名称: `晋F${n}试` }),
    );
    let settled = false;
    const waiting = preview(file(...rows)).finally(() => {
      settled = true;
    });
    let longestMs = 0;
    while (!settled) {
      const before = performance.now();
      await office.get('/api/me');
      longestMs = Math.max(longestMs, performance.now() - before);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const ready = await waiting;
    expect(ready).toMatchObject({ state: 'ready', added: 100_000 });
    expect(longestMs).toBeLessThan(2_000);
    expect((await confirm(ready.id)).json().summary).toContain('新增 100000 条');
    expect(await named('晋F99999')).toHaveLength(1);
  }, 120_000);
});
