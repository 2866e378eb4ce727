import { strFromU8, unzipSync } from 'fflate';
import readExcelFile from 'read-excel-file/node';
import { refuseTooLong } from '../../files/registers/export-register.ts';
import { MOST_SHEET_LINES, streamWorkbook } from '../../files/stream-workbook.ts';

const PAGE = 5_000;
const rowOf = (number: number): string[] => [`91140603MA0G${number}`, '', ` 运输<${number}>&公司\n二楼 `];

/** Pages of rows, and how many of them were asked for. */
const source = (pages: number) => {
  const asked = { pages: 0 };
  const rows = async function* () {
    for (let page = 0; page < pages; page += 1) {
      asked.pages += 1;
      yield Array.from({ length: PAGE }, (_, at) => rowOf(page * PAGE + at));
    }
  };
  const sheet = { name: '名录', head: ['代码', '空', '名称'], widths: [20, 20, 20], pages: rows() };
  return { asked, stream: streamWorkbook(sheet) };
};

const whole = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
};

describe('a workbook of any length', () => {
  it('holds every row of 25,000 in its order, as the text that it is', async () => {
    const bytes = await whole(source(5).stream);
    const xml = strFromU8(unzipSync(new Uint8Array(bytes))['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(xml.match(/<row /gu)).toHaveLength(25_001);
    expect(xml).toContain('<row r="25001"><c r="A25001"');
    expect(xml).toContain('91140603MA0G24999');
  });

  it('is read back by who reads workbooks', async () => {
    const [{ data } = { data: [] }] = await readExcelFile(await whole(source(1).stream), { trim: false });
    expect(data).toHaveLength(PAGE + 1);
    expect(data[0]).toEqual(['代码', '空', '名称']);
    expect(data[PAGE]).toEqual(['91140603MA0G4999', null, ' 运输<4999>&公司\n二楼 ']);
  });

  it('asks for a page only when the one before was taken: memory does not grow with the register', async () => {
    const { asked, stream } = source(1_000);
    let bytes = 0;
    while (bytes < 50_000) bytes += ((await stream.next()).value as Buffer).length;
    expect(asked.pages).toBeLessThan(20);
    await stream.return(undefined);
  });

  it('is refused in words where a sheet does not hold it, before and while it is made', async () => {
    expect(() => refuseTooLong(MOST_SHEET_LINES)).not.toThrow();
    expect(() => refuseTooLong(MOST_SHEET_LINES + 1)).toThrow(
      '名录有 1048576 条，超过一张 Excel 工作表能容纳的 1048575 条，请导出 CSV。',
    );
    const pages = (async function* () {
      for (let page = 0; page < 1_049; page += 1) yield Array.from({ length: 1_000 }, () => []);
    })();
    await expect(whole(streamWorkbook({ name: '名录', head: [''], widths: [1], pages }))).rejects.toThrow(
      '请导出 CSV',
    );
  });
});
