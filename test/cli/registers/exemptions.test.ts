import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listExemptions } from '../../../db/registers/exemptions.ts';
import { searchUnits } from '../../../db/registers/search-units.ts';
import { EXEMPTION_REGISTER } from '../../../files/registers/exemptions.ts';
import { importRegister } from '../../../files/registers/import-register.ts';
import { UNIT_REGISTER } from '../../../files/registers/units.ts';
import { addBureau } from '../../activities/support/bureau.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const HEADS = ['对象类型', '统一社会信用代码或编号', '事项编号', '免抽理由', '依据', '起始日期', '截止日期'];
const SUPERIOR = '上级机关本年度已检查同一事项';

let database: TestDatabase;
let folder: string;
let authorityId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'exemptions-'));
  authorityId = await addBureau(database.db, { units: 2 });
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const load = async (register: typeof EXEMPTION_REGISTER | typeof UNIT_REGISTER, rows: string[][]) => {
  const path = join(folder, 'register.csv');
  await writeFile(path, rows.map((cells) => cells.join(',')).join('\r\n'));
  return importRegister(database.db, register as typeof EXEMPTION_REGISTER, {
    path,
    authorityId,
    dryRun: false,
  });
};

describe('the list of exemptions (免抽名单)', () => {
  it('is filled from a file, and the same file again adds nothing', async () => {
    const rows = [
      HEADS,
      ['场站', 'c00001', 'freight', SUPERIOR, '市局〔2026〕3号', '2026年1月1日', '2026-12-31'],
      ['场站', 'c00002', '', '正在接受立案调查或者专项检查', '立案决定书', '2026/2/1', '2026-06-30'],
    ];
    expect((await load(EXEMPTION_REGISTER, rows)).written?.summary).toBe('新增 2 条，已有 0 条');
    expect((await load(EXEMPTION_REGISTER, rows)).written?.summary).toBe('新增 0 条，已有 2 条');
    expect(await listExemptions(database.db, authorityId)).toMatchObject([
      { unitId: 'u2', itemId: null, reason: 'case-open', fromOn: '2026-02-01' },
      { unitId: 'u1', itemId: 'freight', reason: 'inspected-by-superior', toOn: '2026-12-31' },
    ]);
  });

  it('names every bad row with its column and what to do', async () => {
    const { faults } = await load(EXEMPTION_REGISTER, [
      HEADS,
      ['场站', 'c00009', '', SUPERIOR, '文件', '2026-01-01', '2026-12-31'],
      ['场站', 'c00001', 'nothing', SUPERIOR, '文件', '2026-01-01', '2026-12-31'],
      ['场站', 'c00001', '', '领导要求', '', '2026-01-01', '2025-12-31'],
    ]);
    expect(faults.map(({ line, head }) => [line, head])).toEqual([
      [2, '统一社会信用代码或编号'],
      [3, '事项编号'],
      [4, '免抽理由'],
      [4, '依据'],
      [4, '截止日期'],
    ]);
  });
});

describe('the register of units', () => {
  it('takes size and tags, by which a directed draw chooses [R47]', async () => {
    const heads = [
      '对象类型',
      '统一社会信用代码或编号',
      '名称',
      '行业类别',
      '所在区域',
      '经营状态',
      '规模',
      '标签',
    ];
    await load(UNIT_REGISTER, [
      heads,
      ['场站', 'c00001', '单位1', '道路货运', '城关', '正常经营', '大型', '危货、集装箱'],
    ]);
    const [unit] = await searchUnits(database.db, authorityId);
    expect(unit).toMatchObject({ id: 'u1', size: '大型', tags: ['危货', '集装箱'] });
  });
});
