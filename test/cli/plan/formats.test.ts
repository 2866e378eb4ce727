import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importPlanFile } from '../../../cli/plan/import-command.ts';
import { planTableJson } from '../../../domain/plan/import/plan-table.ts';
import { asText, HEADINGS, soundRows, TITLE, withCell } from '../../domain/plan/import/tables.ts';
import { wordDocument, workbook } from './office-files.ts';
import { removeScratch, scratchFile } from './scratch.ts';

afterAll(removeScratch);

const read = async (name: string, content: string | Uint8Array) =>
  planTableJson(await importPlanFile(await scratchFile(name, content)));

const csvOf = (rows: readonly (readonly string[])[]) =>
  [[TITLE], HEADINGS, ...rows]
    .map((cells) => cells.map((cell) => `"${cell.replace(/"/gu, '""')}"`).join(','))
    .join('\r\n');

const SOUND = soundRows();

describe('one table in four formats [R278]', () => {
  it.each([
    ['as it should be', SOUND],
    ['with a missing scope', withCell(SOUND, 6, 7, '')],
    ['with a foreign bureau', withCell(SOUND, 6, 3, '2021年应县交通运输局道路货物运输市场主体随机抽查方案')],
  ])('gives the same rows and questions, %s', async (_, rows) => {
    const text = await read('plan.txt', asText(rows));
    const others = [
      await read('plan.csv', csvOf(rows)),
      await read('plan.xlsx', workbook([{ name: '计划', rows: [[TITLE], HEADINGS, ...rows] }])),
      await read('plan.docx', wordDocument([TITLE], [HEADINGS, ...rows], ['怀仁市云东区交通运输局'])),
    ];
    const questions = ({ doubts }: typeof text) =>
      doubts.map(({ row, field, question }) => [row, field, question]);
    for (const other of others) {
      expect(other.rows).toEqual(text.rows);
      expect(questions(other)).toEqual(questions(text));
    }
    expect(text.rows).toHaveLength(15);
  });

  it('gives the 2021 plan of 平鲁 the same from a workbook and a CSV file, so its answers fit them too', async () => {
    const plans = join(import.meta.dirname, '../../../data/plans');
    const source = join(plans, 'pinglu-2021.txt');
    const answers = join(plans, 'pinglu-2021.answers.json');
    const cells = (await readFile(source, 'utf8')).split('\n').map((line) => line.split('\t'));
    const truth = planTableJson(await importPlanFile(source, answers));
    expect(truth.doubts).toEqual([]);
    const quoted = cells.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n');
    const csv = await scratchFile('pinglu.csv', quoted);
    const xlsx = await scratchFile('pinglu.xlsx', workbook([{ name: 'Sheet1', rows: cells }]));
    expect(planTableJson(await importPlanFile(csv, answers))).toEqual(truth);
    expect(planTableJson(await importPlanFile(xlsx, answers))).toEqual(truth);
  });
});

describe('what each format brings with it', () => {
  it('reads per cent cells and numbers that the workbook keeps as figures', async () => {
    const shares = SOUND.map((cells) =>
      cells.map((cell, at) => (at === 5 ? Number.parseInt(cell, 10) / 100 : cell)),
    );
    const { rows, doubts } = await read(
      'plan.xlsx',
      workbook([{ name: '计划', rows: [[TITLE], HEADINGS, ...shares] }]),
    );
    expect(doubts).toEqual([]);
    expect(rows.map(({ ratioPercent }) => ratioPercent).slice(0, 5)).toEqual([50, 5, 30, 10, 50]);
  });

  it('reads merged cells in every row they cover, in workbooks and documents', async () => {
    const merged = withCell(withCell(SOUND, 1, 8, ''), 2, 8, '');
    const xlsx = workbook([
      { name: '计划', rows: [[TITLE], HEADINGS, ...merged], merges: ['A1:I1', 'I3:I5'] },
    ]);
    expect((await read('plan.xlsx', xlsx)).doubts).toEqual([]);
    const word = merged.map((cells, row) =>
      cells.map((text, at) =>
        at === 8 && row < 3 ? ({ text, merge: row === 0 ? 'start' : 'on' } as const) : text,
      ),
    );
    expect((await read('plan.docx', wordDocument([TITLE], [HEADINGS, ...word]))).doubts).toEqual([]);
  });

  it('takes the sheet with the table, and refuses two of them', async () => {
    const plan = { name: '计划', rows: [[TITLE], HEADINGS, ...SOUND] };
    const notes = { name: '说明', rows: [['填表说明']] };
    expect((await read('plan.xlsx', workbook([notes, plan]))).rows).toHaveLength(15);
    await expect(read('plan.xlsx', workbook([plan, { ...plan, name: '草稿' }]))).rejects.toThrow(
      '“计划”、“草稿”',
    );
  });

  it('reads GB 18030 and UTF-16, as Excel and Notepad save them', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(asText(SOUND), 'utf16le')]);
    expect((await read('plan.txt', utf16)).rows).toHaveLength(15);
    // 计划 in GBK, in a file whose table is plain ASCII around it, is not valid UTF-8.
    const gbk = Buffer.from([0xbc, 0xc6, 0xbb, 0xae]);
    await expect(read('plan.txt', gbk)).rejects.toThrow('没有找到计划表的表头');
  });

  it('lists a CSV record with breaks inside its quotes under its first line', async () => {
    const rows = withCell(
      withCell(SOUND, 0, 6, '道路旅客运输、客运站企业及其道路运输车辆技术、\n企业动态监控进行监督检查'),
      1,
      7,
      '',
    );
    const { doubts, rows: found } = await read('plan.csv', csvOf(rows));
    expect(found[0]?.item).toBe(SOUND[0]?.[6]);
    expect(doubts.map(({ line, field }) => [line, field])).toEqual([[5, 'scope']]);
  });

  it('reads a text table drawn with strokes', async () => {
    const drawn = [HEADINGS, ...SOUND].map((cells) => `| ${cells.join(' | ')} |`);
    const { rows, doubts } = await read(
      'plan.md',
      [TITLE, '', drawn[0], '|---|---|', ...drawn.slice(1)].join('\n'),
    );
    expect([rows.length, doubts]).toEqual([15, []]);
  });
});
