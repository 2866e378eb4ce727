import { strFromU8, unzipSync } from 'fflate';
import { markupTokens } from './markup.ts';
import type { MergedRange } from './spread-merges.ts';

/** What a sheet's cells look like, which their bare values do not say. */
export interface SheetLayout {
  /** Cells shown as per cent, as `row/column` from 0: 0.5 stands there for 50%. */
  readonly percentCells: ReadonlySet<string>;
  readonly merges: readonly MergedRange[];
}

/** Built-in number formats 0% and 0.00%. */
const PERCENT_FORMATS = [9, 10];

type Attributes = Readonly<Record<string, string>>;

const elements = (xml: string, name: string): Attributes[] =>
  [...markupTokens(xml)].flatMap((token) =>
    token.kind === 'open' && token.name.replace(/^\w+:/u, '') === name ? [token.attributes] : [],
  );

/** `C12` as row and column from 0. */
const positionOf = (reference: string): { row: number; column: number } => {
  const match = /^([A-Z]+)(\d+)$/u.exec(reference);
  const letters = match?.[1] ?? 'A';
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(match?.[2] ?? 1) - 1, column };
};

/** Style numbers (the s of a cell) whose number format is a percentage. */
const percentStyles = (styles: string): Set<string> => {
  const formats = new Set(PERCENT_FORMATS.map(String));
  for (const { numFmtId, formatCode } of elements(styles, 'numFmt')) {
    if (numFmtId !== undefined && formatCode?.replace(/"[^"]*"|\\./gu, '').includes('%'))
      formats.add(numFmtId);
  }
  const cellFormats = /<(?:\w+:)?cellXfs\b.*?<\/(?:\w+:)?cellXfs>/su.exec(styles)?.[0] ?? '';
  const indexes = elements(cellFormats, 'xf').map(({ numFmtId }, index) =>
    numFmtId !== undefined && formats.has(numFmtId) ? String(index) : null,
  );
  return new Set(indexes.filter((index) => index !== null));
};

const layoutOf = (sheet: string, styles: ReadonlySet<string>): SheetLayout => {
  const percentCells = elements(sheet, 'c')
    .filter(({ s }) => s !== undefined && styles.has(s))
    .map(({ r = 'A1' }) => positionOf(r))
    .map(({ row, column }) => `${row}/${column}`);
  const merges = elements(sheet, 'mergeCell').map(({ ref = 'A1' }) => {
    const [first = 'A1', last = first] = ref.split(':');
    const from = positionOf(first);
    return { top: from.row, bottom: positionOf(last).row, column: from.column };
  });
  return { percentCells: new Set(percentCells), merges };
};

/** Layout of every sheet by its name. @throws where the bytes are no workbook. */
export const sheetLayouts = (bytes: Buffer): Map<string, SheetLayout> => {
  const wanted = /^xl\/(workbook\.xml|styles\.xml|_rels\/workbook\.xml\.rels|worksheets\/.+\.xml)$/u;
  const files = unzipSync(new Uint8Array(bytes), { filter: ({ name }) => wanted.test(name) });
  const part = (name: string): string => {
    const file = files[name];
    return file === undefined ? '' : strFromU8(file);
  };
  const styles = percentStyles(part('xl/styles.xml'));
  const targets = new Map(
    elements(part('xl/_rels/workbook.xml.rels'), 'Relationship').map(({ Id = '', Target = '' }) => [
      Id,
      Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`,
    ]),
  );
  return new Map(
    elements(part('xl/workbook.xml'), 'sheet').map((sheet) => [
      sheet['name'] ?? '',
      layoutOf(part(targets.get(sheet['r:id'] ?? '') ?? ''), styles),
    ]),
  );
};
