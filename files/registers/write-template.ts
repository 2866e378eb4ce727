import { workbook } from '../workbook.ts';
import type { Column } from './table.ts';

const GUIDE_HEAD = ['列名', '是否必填', '填写要求', '示例'];
const GUIDE_WIDTHS = [24, 10, 70, 30];

const guideOf = (columns: readonly Column[]): string[][] => [
  GUIDE_HEAD,
  ...columns.map(({ head, optional, note, example }) => [head, optional ? '否' : '是', note, example]),
];

/** A workbook of two sheets: the empty register with its heads, and how each column is filled in. */
export const templateXlsx = (columns: readonly Column[]): Buffer => {
  const heads = columns.map(({ head }) => head);
  return workbook([
    { name: '名录', rows: [heads], widths: heads.map(() => 20) },
    { name: '填写说明', rows: guideOf(columns), widths: GUIDE_WIDTHS },
  ]);
};

/** The heads alone, with the mark by which Excel knows UTF-8. */
export const templateCsv = (columns: readonly Column[]): Buffer =>
  Buffer.from(`\ufeff${columns.map(({ head }) => head).join(',')}\r\n`);

/** How the columns are filled in, for the terminal. */
export const guideLines = (columns: readonly Column[]): string[] =>
  columns.map(
    ({ head, optional, note }) => `  ${head}${optional ? '（选填）' : ''}${note === '' ? '' : `：${note}`}`,
  );
