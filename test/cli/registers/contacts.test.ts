import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listContacts } from '../../../db/registers/contacts.ts';
import { CONTACT_REGISTER } from '../../../files/registers/contacts.ts';
import { importRegister } from '../../../files/registers/import-register.ts';
import { addBureau } from '../../activities/support/bureau.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const HEADS = ['对象类型', '统一社会信用代码或编号', '联系人角色', '姓名', '电子邮箱', '手机号码', '首选'];

let database: TestDatabase;
let folder: string;
let authorityId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'contacts-'));
  authorityId = await addBureau(database.db, { units: 2 });
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const load = async (rows: string[][], dryRun = false) => {
  const path = join(folder, 'contacts.csv');
  await writeFile(path, [HEADS, ...rows].map((cells) => cells.join(',')).join('\r\n'));
  return importRegister(database.db, CONTACT_REGISTER, { path, authorityId, dryRun });
};
const contacts = async (kind: 'unit' | 'officer', party: string) =>
  (await listContacts(database.db, authorityId, kind, party)).map(
    ({ role, name, phone, email, isPrimary }) => [role, name, phone ?? email, isPrimary] as const,
  );

const GOOD = [
  ['场站', 'c00001', '安全负责人', '李安', 'li@example.com', '139 0000-0001', '否'],
  ['场站', 'c00001', '法定代表人', '王法', '', '13900000002', '是'],
  ['工作人员', 'i1', '其他', '值班电话', '', '13900000003', ''],
];

describe('the import of contacts (联系人)', () => {
  it('writes nothing on trial', async () => {
    expect((await load(GOOD, true)).written?.summary).toBe('新增 3 人，更新 0 人，已有 0 人');
    expect(await contacts('unit', 'u1')).toEqual([['contact', null, '13900000000', true]]);
  });

  it('adds contacts with roles to those of the register, and the same file again changes nothing', async () => {
    expect((await load(GOOD)).written?.summary).toBe('新增 3 人，更新 0 人，已有 0 人');
    expect((await load(GOOD)).written?.summary).toBe('新增 0 人，更新 0 人，已有 3 人');
    expect(await contacts('unit', 'u1')).toEqual([
      ['legal-representative', '王法', '13900000002', true],
      ['contact', null, '13900000000', false],
      ['safety', '李安', '13900000001', false],
    ]);
    expect(await contacts('officer', 'i1')).toHaveLength(2);
    const moved = [['场站', 'c00001', '安全负责人', '李安', 'li@example.com', '13900000009', '否']];
    expect((await load(moved)).written?.summary).toBe('新增 0 人，更新 1 人，已有 0 人');
  });

  it('names every bad row with its column and what to do, and writes none of the file', async () => {
    const { faults, written } = await load([
      ['场站', 'c00002', '安全负责人', '好人', '', '13900000007', ''],
      ['场站', 'c99999', '安全负责人', '甲', '', '13900000001', ''],
      ['场站', 'c00002', '车队长', '乙', '', '13900000001', ''],
      ['场站', 'c00002', '联系人', '丙', 'not-an-address', '0349-1234567', ''],
      ['场站', 'c00002', '联系人', '丁', '', '', ''],
      ['工作人员', 'nobody', '本人', '戊', '', '13900000001', ''],
    ]);
    expect(written).toBeNull();
    expect(faults.map(({ line, head }) => [line, head])).toEqual([
      [3, '统一社会信用代码或编号'],
      [4, '联系人角色'],
      ...[
        [5, '电子邮箱'],
        [5, '手机号码'],
      ],
      [6, '手机号码'],
      [7, '统一社会信用代码或编号'],
    ]);
    for (const { what } of faults) expect(what).toMatch(/请/);
    expect(await contacts('unit', 'u2')).toHaveLength(1);
  });
});
