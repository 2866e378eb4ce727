import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runRegistersCommand } from '../../../cli/registers/registers-command.ts';
import { systemDoing } from '../../../db/actor.ts';
import { verifyAudit } from '../../../db/audit/verify-audit.ts';
import { createAuthority } from '../../../db/authority.ts';
import { listOfficers } from '../../../db/list-officers.ts';
import { inspectorHistory, listInspectors } from '../../../db/registers/inspectors.ts';
import { checklistOf, listItems } from '../../../db/registers/items.ts';
import { searchUnits } from '../../../db/registers/search-units.ts';
import { unitHistory } from '../../../db/registers/units.ts';
import { importRegister } from '../../../files/registers/import-register.ts';
import { INSPECTOR_REGISTER } from '../../../files/registers/inspectors.ts';
import { ITEM_REGISTER } from '../../../files/registers/items.ts';
import { OFFICER_REGISTER } from '../../../files/registers/officers.ts';
import type { Register } from '../../../files/registers/register.ts';
import { UnreadableTable } from '../../../files/registers/table.ts';
import { UNIT_REGISTER } from '../../../files/registers/units.ts';
import { creditCode } from '../../db/support/samples.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { workbook } from '../plan/office-files.ts';

const HOME = 'pinglu';
const UNIT_HEADS = [
  '对象类型',
  '统一社会信用代码或编号',
  '名称',
  '行业类别',
  '所在区域',
  '经营状态',
  '成立日期',
];
const unit = (n: number, more: Partial<Record<number, string>> = {}): string[] =>
  ['企业', creditCode(n), `样本运输有限公司${n}`, '道路货物运输', '井坪镇', '正常经营', '2015/6/1'].map(
    (text, at) => more[at] ?? text,
  );
const PERSON_HEADS = ['人员编号', '姓名', '科室', '用户名', '电子邮箱', '手机号码'];
const person = (n: number): string[] => [`r${n}`, `张${n}`, '运输股', `zhang${n}`, '', `1390000000${n}`];
const INSPECTOR_HEADS = [...PERSON_HEADS, '执法证号', '执法证有效期起', '执法证有效期止', '检查资质'];
const inspector = (n: number, certificate = `14060300${n}`): string[] => [
  ...person(n),
  ...[certificate, '2024年1月1日', '2028-12-31', '道路货物运输、机动车维修'],
];
const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n');

let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'registers-'));
  await database.db
    .transaction()
    .execute((trx) =>
      createAuthority(
        trx,
        { id: HOME, name: '平鲁区交通运输局', shortName: '平鲁', regionCode: '140603' },
        systemDoing('test', '2026-01-05T01:00:00.000Z'),
      ),
    );
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const fileOf = async (content: string | Buffer, name = 'register.csv'): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
const load = async <Field extends string, Row>(
  register: Register<Field, Row>,
  rows: readonly (readonly string[])[],
  dryRun = false,
) => importRegister(database.db, register, { path: await fileOf(csv(rows)), authorityId: HOME, dryRun });
const units = () => searchUnits(database.db, HOME);

describe('the register of units', () => {
  it('is filled from a CSV file, brought up to date by the next, and keeps what was before [R241]', async () => {
    await load(UNIT_REGISTER, [UNIT_HEADS, unit(1), unit(2)]);
    const again = await load(UNIT_REGISTER, [UNIT_HEADS, unit(1), unit(2, { 5: '注销' }), unit(3)]);
    expect(again.written?.summary).toBe('新增 1 户，更新 1 户，未变 1 户');
    const found = await units();
    expect(found.map(({ status }) => status).sort()).toEqual(['deregistered', 'operating', 'operating']);
    const changed = found.find(({ status }) => status === 'deregistered');
    expect(changed).toMatchObject({ foundedOn: '2015-06-01', recordedBy: 'system:operator' });
    expect(await unitHistory(database.db, HOME, changed?.id ?? '')).toMatchObject([
      { before: { status: 'operating' }, after: { status: 'deregistered' }, changedBy: 'system:operator' },
    ]);
    expect(await verifyAudit(database.db, HOME)).toMatchObject({ ok: true });
  });

  it('is filled from a workbook whose columns stand in another order', async () => {
    const rows = [UNIT_HEADS, unit(1)].map((cells) => [...cells].reverse());
    const path = await fileOf(workbook([{ name: '名录', rows }]), 'register.xlsx');
    await importRegister(database.db, UNIT_REGISTER, { path, authorityId: HOME, dryRun: false });
    expect((await units()).map(({ code }) => code)).toEqual([creditCode(1)]);
  });

  it('names every bad row with its column and what to do, and then holds nothing of the file', async () => {
    const { faults, written } = await load(UNIT_REGISTER, [
      UNIT_HEADS,
      unit(1),
      unit(2, { 1: creditCode(2).replace(/.$/u, '?') }),
      unit(3, { 0: '公司', 5: '' }),
      unit(4, { 6: '2015-02-30' }),
      unit(5, { 2: '' }),
      unit(1),
    ]);
    expect(written).toBeNull();
    expect(faults.map(({ line, head }) => [line, head])).toEqual([
      [3, '统一社会信用代码或编号'],
      [4, '对象类型'],
      [4, '经营状态'],
      [5, '成立日期'],
      [6, '名称'],
      [7, '统一社会信用代码或编号'],
    ]);
    for (const { what } of faults) expect(what).toMatch(/请/u);
    expect(await units()).toEqual([]);
  });

  it('writes nothing in a trial, and says what it would have written', async () => {
    const { written } = await load(UNIT_REGISTER, [UNIT_HEADS, unit(1)], true);
    expect(written?.summary).toContain('新增 1 户');
    expect(await units()).toEqual([]);
  });

  it('refuses a column that it does not know and one that is missing, rather than losing it', async () => {
    const { faults } = await load(UNIT_REGISTER, [[...UNIT_HEADS.slice(0, 6), '成立曰期'], unit(1)]);
    expect(faults.map(({ head }) => head)).toEqual(['成立曰期']);
    const without = await load(UNIT_REGISTER, [UNIT_HEADS.slice(1), unit(1).slice(1)]);
    expect(without.faults.map(({ head, what }) => [head, what.slice(0, 5)])).toEqual([
      ['对象类型', '缺少这一列'],
    ]);
  });

  it('refuses a file of another kind and an empty one', async () => {
    const path = await fileOf('x', 'register.txt');
    const to = { path, authorityId: HOME, dryRun: false };
    await expect(importRegister(database.db, UNIT_REGISTER, to)).rejects.toThrow(UnreadableTable);
    await expect(load(UNIT_REGISTER, [UNIT_HEADS])).rejects.toThrow('只有列名');
  });

  it('says which category no item of the list is about [R5]', async () => {
    const { written } = await load(UNIT_REGISTER, [UNIT_HEADS, unit(1)]);
    expect(written?.hints.join()).toContain('道路货物运输');
  });
});

describe('the registers of people', () => {
  it('make an inspector of a person, with section, role, certificate and history [R242]', async () => {
    await load(INSPECTOR_REGISTER, [INSPECTOR_HEADS, inspector(1), inspector(2)]);
    await load(INSPECTOR_REGISTER, [INSPECTOR_HEADS, inspector(1, '14060399')]);
    const found = await listInspectors(database.db, HOME);
    expect(found).toMatchObject([
      { officerId: 'r1', certificateNumber: '14060399', certificateValidFrom: '2024-01-01', active: true },
      { officerId: 'r2', qualifications: ['道路货物运输', '机动车维修'] },
    ]);
    const officers = await listOfficers(database.db, HOME);
    expect(officers.map(({ roles }) => roles)).toEqual([['inspector'], ['inspector']]);
    expect(await inspectorHistory(database.db, HOME, 'r1')).toMatchObject([
      { before: { certificate_number: '140603001' }, after: { certificate_number: '14060399' } },
    ]);
  });

  it('refuse a certificate or a username that is somebody else’s', async () => {
    await load(INSPECTOR_REGISTER, [INSPECTOR_HEADS, inspector(1)]);
    const stolen = inspector(2, '140603001');
    const twice = inspector(3).with(3, 'zhang1');
    const { faults } = await load(INSPECTOR_REGISTER, [INSPECTOR_HEADS, stolen, twice]);
    expect(faults.map(({ line, head }) => [line, head])).toEqual([
      [2, '执法证号'],
      [3, '用户名'],
    ]);
  });

  it('give officers their roles, and refuse a role that there is not', async () => {
    const heads = [...PERSON_HEADS, '角色'];
    await load(OFFICER_REGISTER, [heads, [...person(1), '审核人、公示人'], [...person(2), '审批人']]);
    expect((await listOfficers(database.db, HOME)).map(({ roles }) => roles)).toEqual([
      ['publisher', 'reviewer'],
      ['approver'],
    ]);
    const { faults } = await load(OFFICER_REGISTER, [heads, [...person(3), '局长']]);
    expect(faults[0]?.what).toContain('局长');
  });
});

describe('the list of items', () => {
  const HEADS = [
    ...['事项编号', '抽查事项', '事项类别', '对象类别', '检查资质', '检查依据', '检查方式', '已公布'],
    ...['检查部分', '检查内容', '检查内容依据'],
  ];
  const first = [
    'huoyun',
    '货运企业检查',
    '一般检查事项',
    '道路货物运输',
    '',
    '道路运输条例',
    '实地检查',
    '是',
  ];

  it('takes a line of the checklist from each row [R240]', async () => {
    const rest = ['huoyun', '', '', '', '', '', '', ''];
    await load(ITEM_REGISTER, [
      HEADS,
      [...first, '企业', '是否持证', '第一条'],
      [...rest, '企业', '是否年审', '第二条'],
    ]);
    expect(await listItems(database.db, HOME)).toMatchObject([
      { id: 'huoyun', kind: 'general', published: true },
    ]);
    expect((await checklistOf(database.db, HOME, ['huoyun'])).map(({ text }) => text)).toEqual([
      '是否持证',
      '是否年审',
    ]);
  });

  it('refuses rows of one item that contradict each other', async () => {
    const { faults } = await load(ITEM_REGISTER, [
      HEADS,
      [...first, '企业', '是否持证', '第一条'],
      [...first.with(2, '重点检查事项'), '企业', '是否年审', '第二条'],
    ]);
    expect(faults).toMatchObject([{ line: 3, head: '事项类别' }]);
  });
});

describe('an import', () => {
  it('mixes no real register into an invented one', async () => {
    await database.db
      .insertInto('auditEvent')
      .values({
        ...{ authorityId: HOME, action: 'authority.synthetic', subjectKind: 'authority', subjectId: HOME },
        ...{ actorKind: 'system', actorId: 'synthetic', data: '{}', businessAt: '2026-01-05T01:00:00Z' },
      })
      .execute();
    await expect(load(UNIT_REGISTER, [UNIT_HEADS, unit(1)])).rejects.toThrow('合成数据');
  });
});

describe('the template', () => {
  const run = async (...args: string[]) => {
    let [stdout, stderr] = ['', ''];
    const io = {
      stdout: { write: (text: string) => (stdout += text) },
      stderr: { write: (text: string) => (stderr += text) },
    };
    return { code: await runRegistersCommand(args, io), stdout, stderr };
  };

  it.each([
    ['units', UNIT_REGISTER],
    ['inspectors', INSPECTOR_REGISTER],
    ['officers', OFFICER_REGISTER],
    ['items', ITEM_REGISTER],
  ])('of %s is read back by its own import: heads right, no data yet', async (kind, register) => {
    for (const name of ['template.xlsx', 'template.csv']) {
      const path = join(folder, name);
      expect(await run('template', kind, path)).toMatchObject({ code: 0, stderr: '' });
      const to = { path, authorityId: HOME, dryRun: false };
      await expect(importRegister(database.db, register as Register<string, unknown>, to)).rejects.toThrow(
        '只有列名',
      );
    }
  });

  it('overwrites no file', async () => {
    const path = await fileOf('mine', 'mine.csv');
    expect(await run('template', 'units', path)).toMatchObject({ code: 1 });
    expect(await readFile(path, 'utf8')).toBe('mine');
  });

  it('tells how it is called where it is called wrongly', async () => {
    expect(await run('import', 'units', 'x.csv')).toMatchObject({ code: 2, stdout: '' });
    expect(await run('template', 'ships', 'x.csv')).toMatchObject({ code: 2 });
  });
});
