import { dirname, join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { dispatch } from '../../../cli/dispatch.ts';
import { importPlanFile } from '../../../cli/plan/import-command.ts';
import { PLAN_USAGE, runPlanCommand } from '../../../cli/plan/plan-command.ts';
import { COLUMN_TITLES } from '../../../domain/plan/import/columns.ts';
import { planRowsOf } from '../../../domain/plan/import/plan-rows.ts';
import { planSheet } from '../../../domain/plan/plan-sheet.ts';
import { workbook } from '../../../files/workbook.ts';
import { addBureau } from '../../activities/support/bureau.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { removeScratch, scratchFile } from './scratch.ts';

const PLANS = join(import.meta.dirname, '../../../data/plans');

let test: TestDatabase;
let out: string;

beforeAll(async () => {
  test = await createTestDatabase();
  await addBureau(test.db, {
    id: 'one',
    units: 1,
    rows: [
      { number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: 50 },
      {
        number: '202102',
        windowStart: '2021-05-06',
        windowEnd: '2021-06-18',
        percent: 5,
        ratioKind: 'floor',
      },
      { number: '202103', windowStart: '2021-09-01', windowEnd: '2021-09-30', drawType: 'either' },
    ],
  });
  out = join(dirname(await scratchFile('unused', '')), 'plan.xlsx');
});
afterAll(async () => {
  await removeScratch();
  await test.drop();
});

const run = async (...args: string[]) => {
  let [stdout, stderr] = ['', ''];
  const io = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  };
  const plan = { name: 'plan', summary: '', load: async () => ({ run: runPlanCommand, usage: PLAN_USAGE }) };
  const code = await dispatch([plan], ['plan', ...args, '--database-url', test.url], io);
  return { code, stdout, stderr };
};

describe('plan export', () => {
  it('writes the table with its nine columns in their order, each cell as text [R270]', async () => {
    expect(await run('export', '2021', '--out', out)).toMatchObject({ code: 0, stderr: '' });
    const [sheet] = await readExcelFile(out);
    const [head, ...lines] = sheet?.data ?? [];
    expect(head).toEqual(Object.values(COLUMN_TITLES));
    expect(head).toEqual([
      ...['抽查计划编号', '抽查计划名称', '抽查任务编号', '抽查任务名称', '抽查类型', '抽查比例'],
      ...['抽查事项', '抽查对象范围', '抽查日期'],
    ]);
    const [numbers, kinds, ratios, windows] = [0, 4, 5, 8].map((column) => lines.map((line) => line[column]));
    expect(numbers).toEqual(['202101', '202102', '202103']);
    expect(kinds?.at(-1)).toBe('定向或不定向抽查');
    expect(ratios?.slice(0, 2)).toEqual(['50%', '不低于5%']);
    expect(windows).toEqual(['2021年1月至4月', '2021年5月6日至2021年6月18日', '2021年9月']);
  });

  it('gives a table that the importer reads back row for row, the real plan’s fifteen too [R270]', async () => {
    const plan = await importPlanFile(
      join(PLANS, 'pinglu-2021.txt'),
      join(PLANS, 'pinglu-2021.answers.json'),
    );
    const rows = planRowsOf(plan);
    const sheet = { name: '抽查工作计划', rows: planSheet(rows), widths: [] };
    const read = await importPlanFile(await scratchFile('again.xlsx', workbook([sheet])));
    // What is odd about a settled plan is asked again: a table does not carry its answers.
    expect(planRowsOf({ ...read, doubts: [] })).toEqual(rows);
    expect(rows).toHaveLength(15);
  });

  it('says what is missing, and writes nothing', async () => {
    expect(await run('export', '2019', '--out', out)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('没有已公布的 2019 年度计划'),
    });
    expect(await run('export', '--out', out)).toMatchObject({ code: 2 });
    expect(await run('export', '2021', '--out', 'plan.pdf')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('.xlsx'),
    });
    expect(await run('exprot', '2021')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('是不是“export”'),
    });
  });
});
