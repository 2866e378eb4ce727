import type { CellValue } from 'read-excel-file/node';
import readExcelFile from 'read-excel-file/node';
import { isHeading } from '../../domain/plan/import/columns.ts';
import type { SourceLine } from '../../domain/plan/import/source.ts';
import { UnreadablePlan } from '../../domain/plan/import/source.ts';
import { spreadMerges } from './spread-merges.ts';
import type { SheetLayout } from './xlsx-layout.ts';
import { sheetLayouts } from './xlsx-layout.ts';

/** Excel keeps 5% as 0.05; more decimals than this are noise of the floating point. */
const PERCENT_DECIMALS = 6;

/** A cell as the sheet shows it. */
const shown = (value: CellValue | null, isPercent: boolean): string => {
  if (value === null) return '';
  if (typeof value === 'number' && isPercent) return `${Number((value * 100).toFixed(PERCENT_DECIMALS))}%`;
  // The library gives days as Date, which its types call by the name of the constructor.
  if (typeof value === 'object') return (value as unknown as Date).toISOString().slice(0, 10);
  return String(value);
};

const linesOf = (
  data: readonly (readonly (CellValue | null)[])[],
  layout: SheetLayout | undefined,
): SourceLine[] => {
  const texts = data.map((cells, row) =>
    cells.map((value, column) => shown(value, layout?.percentCells.has(`${row}/${column}`) ?? false)),
  );
  return spreadMerges(texts, layout?.merges ?? []).map((cells, row) => ({ line: row + 1, cells }));
};

/** Rows of the sheet that holds the plan table. @throws UnreadablePlan where several do, or the file is no workbook. */
export const readXlsx = async (bytes: Buffer): Promise<SourceLine[]> => {
  const sheets = await (async () => {
    try {
      const layouts = sheetLayouts(bytes);
      const read = await readExcelFile(bytes, { trim: false });
      return read.map(({ sheet, data }) => ({ sheet, lines: linesOf(data, layouts.get(sheet)) }));
    } catch {
      throw new UnreadablePlan(
        '不是有效的 .xlsx 文件，可能已损坏或设有密码，请用 Excel 或 WPS 重新另存为 .xlsx。',
      );
    }
  })();
  const withTable = sheets.filter(({ lines }) => lines.some(isHeading));
  if (withTable.length > 1) {
    const names = withTable.map(({ sheet }) => `“${sheet}”`).join('、');
    throw new UnreadablePlan(`工作表${names}都有计划表，不能确定用哪一个，请只保留一个。`);
  }
  return (withTable[0] ?? sheets[0])?.lines ?? [];
};
