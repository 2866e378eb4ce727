import { setImmediate as nextTurn } from 'node:timers/promises';
import { Zip, ZipDeflate } from 'fflate';
import { commonParts, rowXml, SHEET_END, sheetHead, sheetPart } from './workbook-parts.ts';

/** Rows that a sheet of Excel has, its head among them. */
const SHEET_ROWS = 1_048_576;
/** What fits below the head. */
export const MOST_SHEET_LINES = SHEET_ROWS - 1;
/** What the length of a part of an archive can be without its 64-bit form, which not every reader knows. */
const MOST_PART_BYTES = 0xffff_ffff;
/** Rows made at a time: whoever else asks the server waits no longer than these take. */
const SLICE_ROWS = 500;
/** The repeated markup shrinks as well on a low level, in half the time. */
const LEVEL = 3;

interface LongSheet {
  readonly name: string;
  readonly head: readonly string[];
  /** Of each column, in characters. */
  readonly widths: readonly number[];
  /** Rows below the head; the next page is asked for when the one before was taken. */
  readonly pages: AsyncIterable<readonly (readonly string[])[]>;
}

/**
 * An Excel workbook (.xlsx) of text with one sheet, given out while it is made: memory holds one page of its rows,
 * however many there are.
 * @throws RangeError where they are more than a sheet holds
 */
export async function* streamWorkbook({ name, head, widths, pages }: LongSheet): AsyncGenerator<Buffer> {
  const made: Buffer[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    made.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
  });
  const add = (part: string): ZipDeflate => {
    const file = new ZipDeflate(part, { level: LEVEL });
    zip.add(file);
    return file;
  };
  for (const [part, xml] of Object.entries(commonParts([name]))) add(part).push(Buffer.from(xml), true);
  const sheet = add(sheetPart(0));
  let [rows, bytes] = [0, 0];
  const push = (xml: string, more: number, isLast = false): void => {
    const piece = Buffer.from(xml);
    rows += more;
    bytes += piece.length;
    if (rows > SHEET_ROWS || bytes > MOST_PART_BYTES)
      throw new RangeError(`超过一张 Excel 工作表能容纳的 ${MOST_SHEET_LINES} 行，请导出 CSV。`);
    sheet.push(piece, isLast);
  };
  push(sheetHead(widths) + rowXml(head, 1), 1);
  for await (const page of pages) {
    for (let at = 0; at < page.length; at += SLICE_ROWS) {
      const slice = page.slice(at, at + SLICE_ROWS);
      push(slice.map((cells, index) => rowXml(cells, rows + index + 1)).join(''), slice.length);
      yield* made.splice(0);
      await nextTurn();
    }
  }
  push(SHEET_END, 0, true);
  zip.end();
  yield* made.splice(0);
}
