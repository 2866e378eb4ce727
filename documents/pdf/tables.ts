/** Tables and forms: rows that never break within themselves unless they are longer than a page, heads on every page. */
import { setImmediate } from 'node:timers/promises';
import type { Column } from '../../domain/documents/document.ts';
import { CONTENT_HEIGHT, CONTENT_WIDTH, MARGIN, type Sheet, type TextStyle } from './sheet.ts';

const LINE = 13.5;
const PADDING = { x: 4, y: 3.5 } as const;
const BODY: TextStyle = { size: 9.5 };
const HEAD: TextStyle = { size: 9.5, weight: 'bold' };
const HEAD_FILL = '#eeeeee';
const LABEL_WIDTH = 98;
const AFTER = 7;

interface Cell {
  readonly x: number;
  readonly width: number;
  readonly align: NonNullable<Column['align']>;
  readonly style: TextStyle;
  readonly fill?: string;
}

const heightOf = (lines: readonly (readonly string[])[]): number =>
  Math.max(1, ...lines.map(({ length }) => length)) * LINE + 2 * PADDING.y;

const drawRow = (sheet: Sheet, cells: readonly Cell[], lines: readonly (readonly string[])[]): void => {
  const height = heightOf(lines);
  for (const [index, { x, width, align, style, fill }] of cells.entries()) {
    sheet.box(x, sheet.y, width, height, fill);
    const own = lines[index] ?? [];
    const top = sheet.y + (height - own.length * LINE) / 2;
    for (const [at, line] of own.entries()) {
      const free = width - 2 * PADDING.x - sheet.widthOf(line, style);
      const shift = align === 'left' ? 0 : align === 'center' ? free / 2 : free;
      sheet.put(line, x + PADDING.x + Math.max(0, shift), top + at * LINE, LINE, style);
    }
  }
  sheet.y += height;
};

const broken = (sheet: Sheet, cells: readonly Cell[], texts: readonly string[]): string[][] =>
  cells.map(({ width, style }, index) => sheet.lines(texts[index] ?? '', width - 2 * PADDING.x, style));

/** A row that is longer than a page goes on in a second row. */
const partsOf = (lines: readonly (readonly string[])[], roomForRow: number): string[][][] => {
  const most = Math.floor((roomForRow - 2 * PADDING.y) / LINE);
  const longest = Math.max(1, ...lines.map(({ length }) => length));
  return Array.from({ length: Math.ceil(longest / most) }, (_, part) =>
    lines.map((cell) => cell.slice(part * most, (part + 1) * most)),
  );
};

const cellsOf = (columns: readonly Column[]): Cell[] => {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  let x: number = MARGIN.side;
  return columns.map(({ share, align = 'left' }) => {
    const cell: Cell = { x, width: (CONTENT_WIDTH * share) / shares, align, style: BODY };
    x += cell.width;
    return cell;
  });
};

/** Rows after which others of this process get their turn: a draw of a province fills hundreds of pages. */
const ROWS_AT_A_STRETCH = 100;

export const drawTable = async (
  sheet: Sheet,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): Promise<void> => {
  const cells = cellsOf(columns);
  const headCells = cells.map((cell): Cell => ({ ...cell, align: 'center', style: HEAD, fill: HEAD_FILL }));
  const head = broken(
    sheet,
    headCells,
    columns.map((column) => column.head),
  );
  const headHeight = heightOf(head);
  const drawHead = (): void => drawRow(sheet, headCells, head);
  let started = false;
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_AT_A_STRETCH === ROWS_AT_A_STRETCH - 1) await setImmediate();
    for (const part of partsOf(broken(sheet, cells, row), CONTENT_HEIGHT - headHeight)) {
      const turned = sheet.need(heightOf(part) + (started ? 0 : headHeight));
      if (turned || !started) drawHead();
      started = true;
      drawRow(sheet, cells, part);
    }
  }
  if (!started) drawHead();
  sheet.y += AFTER;
};

export const drawForm = (sheet: Sheet, rows: readonly (readonly [string, string])[]): void => {
  const cells: readonly Cell[] = [
    { x: MARGIN.side, width: LABEL_WIDTH, align: 'left', style: HEAD, fill: HEAD_FILL },
    { x: MARGIN.side + LABEL_WIDTH, width: CONTENT_WIDTH - LABEL_WIDTH, align: 'left', style: BODY },
  ];
  for (const row of rows) {
    for (const part of partsOf(broken(sheet, cells, row), CONTENT_HEIGHT)) {
      sheet.need(heightOf(part));
      drawRow(sheet, cells, part);
    }
  }
  sheet.y += AFTER;
};
