import { strToU8, zipSync } from 'fflate';
import { commonParts, rowXml, SHEET_END, sheetHead, sheetPart } from './workbook-parts.ts';

export interface Sheet {
  readonly name: string;
  /** The first is the head, in bold. */
  readonly rows: readonly (readonly string[])[];
  /** Of each column, in characters. */
  readonly widths: readonly number[];
}

const sheetXml = ({ rows, widths }: Sheet): string =>
  sheetHead(widths) + rows.map((cells, at) => rowXml(cells, at + 1)).join('') + SHEET_END;

/** An Excel workbook (.xlsx) of text, whole in memory: what is long is written by `stream-workbook.ts`. */
export const workbook = (sheets: readonly Sheet[]): Buffer => {
  const parts = {
    ...commonParts(sheets.map(({ name }) => name)),
    ...Object.fromEntries(sheets.map((sheet, at) => [sheetPart(at), sheetXml(sheet)])),
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]))),
  );
};
