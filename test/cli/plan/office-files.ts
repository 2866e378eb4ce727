import { strToU8, zipSync } from 'fflate';

/** Workbooks and documents made by hand, part by part as Office writes them, so that no library under test makes them. */

const escaped = (text: string) => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
const columnName = (index: number) => String.fromCharCode(65 + index);
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

const zipped = (parts: Record<string, string>): Buffer =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(HEAD + xml)]))),
  );

const contentTypes = (overrides: Record<string, string>) =>
  `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${Object.entries(
    overrides,
  )
    .map(
      ([part, type]) =>
        `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`,
    )
    .join('')}</Types>`;

const relations = (targets: readonly (readonly [string, string])[]) =>
  `<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(
      ([type, target], index) =>
        `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

export interface Sheet {
  readonly name: string;
  /** Texts, or numbers that are shown as per cent. */
  readonly rows: readonly (readonly (string | number)[])[];
  /** Merged ranges, `I4:I5`. */
  readonly merges?: readonly string[];
}

const cellXml = (value: string | number, row: number, column: number): string => {
  const reference = `${columnName(column)}${row + 1}`;
  if (typeof value === 'number') return `<c r="${reference}" s="1"><v>${value}</v></c>`;
  if (value === '') return '';
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
};

const sheetXml = ({ rows, merges = [] }: Sheet): string =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((value, column) => cellXml(value, row, column)).join('')}</row>`,
    )
    .join('')}</sheetData>${
    merges.length === 0
      ? ''
      : `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
  }</worksheet>`;

const STYLES =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.##%"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="164" xfId="0"/></cellXfs></styleSheet>';

/** An .xlsx workbook. */
export const workbook = (sheets: readonly Sheet[]): Buffer =>
  zipped({
    '[Content_Types].xml': contentTypes({
      '/xl/workbook.xml': 'spreadsheetml.sheet.main',
      '/xl/styles.xml': 'spreadsheetml.styles',
      ...Object.fromEntries(
        sheets.map((_, index) => [`/xl/worksheets/sheet${index + 1}.xml`, 'spreadsheetml.worksheet']),
      ),
    }),
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets>${sheets
      .map(({ name }, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': STYLES,
    ...Object.fromEntries(
      sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)]),
    ),
  });

/** A cell of a document's table: text, or text merged with the cell above it. */
export type WordCell = string | { readonly text: string; readonly merge: 'start' | 'on' };

const paragraph = (text: string) =>
  `<w:p>${text
    .split('\t')
    .map((part) => `<w:r><w:t xml:space="preserve">${escaped(part)}</w:t></w:r>`)
    .join('<w:r><w:tab/></w:r>')}</w:p>`;

const wordCell = (cell: WordCell): string => {
  if (typeof cell === 'string') return `<w:tc>${paragraph(cell)}</w:tc>`;
  const merge = cell.merge === 'start' ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>';
  return `<w:tc><w:tcPr>${merge}</w:tcPr>${paragraph(cell.text)}</w:tc>`;
};

/** A .docx document: paragraphs above, one table, paragraphs below. */
export const wordDocument = (
  above: readonly string[],
  table: readonly (readonly WordCell[])[],
  below: readonly string[] = [],
): Buffer =>
  zipped({
    '[Content_Types].xml': contentTypes({ '/word/document.xml': 'wordprocessingml.document.main' }),
    '_rels/.rels': relations([['officeDocument', 'word/document.xml']]),
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${above
      .map(paragraph)
      .join('')}<w:tbl>${table
      .map((cells) => `<w:tr>${cells.map(wordCell).join('')}</w:tr>`)
      .join('')}</w:tbl>${below.map(paragraph).join('')}</w:body></w:document>`,
  });
