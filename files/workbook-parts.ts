/** The parts of an Excel workbook (.xlsx) of text, as XML. */

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Characters that XML cannot hold at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const escaped = (text: string): string =>
  text.replace(UNFIT, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Every cell is text: Excel would turn a code or a telephone into a number and lose digits. */
const TEXT_STYLE = 1;
const HEAD_STYLE = 2;
const FIRST_LETTER = 'A'.charCodeAt(0);

const cellXml = (text: string, at: number, row: number): string =>
  text === ''
    ? ''
    : `<c r="${String.fromCharCode(FIRST_LETTER + at)}${row}" t="inlineStr" s="${row === 1 ? HEAD_STYLE : TEXT_STYLE}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/** A row of a sheet, from 1; the first is the head, in bold. No sheet has more than 26 columns. */
export const rowXml = (cells: readonly string[], row: number): string =>
  `<row r="${row}">${cells.map((text, at) => cellXml(text, at, row)).join('')}</row>`;

/** What stands before the first row; widths of the columns in characters. */
export const sheetHead = (widths: readonly number[]): string =>
  `${XML}<worksheet xmlns="${MAIN}"><cols>${widths
    .map(
      (width, at) =>
        `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${TEXT_STYLE}" customWidth="1"/>`,
    )
    .join('')}</cols><sheetData>`;

/** What stands after the last row. */
export const SHEET_END = '</sheetData></worksheet>';

const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

/** Name of the part that holds the sheet of this place, from 0. */
export const sheetPart = (at: number): string => `xl/worksheets/sheet${at + 1}.xml`;

/** Everything but the sheets, by the name of the part. */
export const commonParts = (sheetNames: readonly string[]): Readonly<Record<string, string>> => {
  const perSheet = (xml: (name: string, number: number) => string): string =>
    sheetNames.map((name, at) => xml(name, at + 1)).join('');
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/>${perSheet((_name, number) => `<Override PartName="/${sheetPart(number - 1)}" ContentType="${SHEET_TYPE}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${perSheet((name, number) => `<sheet name="${name}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${perSheet((_name, number) => `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}<Relationship Id="rId9" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
  };
  return Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, XML + xml]));
};
