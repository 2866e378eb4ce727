/** How each block of a document is put on the sheet. */
import type { Block, SigningPlace } from '../../domain/documents/document.ts';
import { qrModules } from '../qr.ts';
import { BLACK, CONTENT_WIDTH, GREY, MARGIN, PAGE, type Sheet, type TextStyle } from './sheet.ts';
import { drawForm, drawTable } from './tables.ts';

const HEADING: TextStyle = { size: 14, weight: 'bold' };
const SUBHEADING: TextStyle = { size: 10.5, weight: 'bold' };
const BODY: TextStyle = { size: 12 };
const NOTE: TextStyle = { size: 9, color: GREY };
const SMALL: TextStyle = { size: 9 };
const LINE = { heading: 27, subheading: 19, body: 21, note: 13.5 } as const;

/** What must fit below a heading, so that it never stands alone at the foot of a page. */
const BELOW_HEADING = 64;
const QR_SIZE = 112;
const SIGN = { height: 92, label: 20, date: 20 } as const;

const paragraph = (sheet: Sheet, text: string): void => {
  const indent = 2 * BODY.size;
  for (const [index, line] of sheet.lines(text, CONTENT_WIDTH, BODY, indent).entries()) {
    sheet.need(LINE.body);
    sheet.put(line, MARGIN.side + (index === 0 ? indent : 0), sheet.y, LINE.body, BODY);
    sheet.y += LINE.body;
  }
  sheet.y += 2;
};

const note = (sheet: Sheet, text: string): void => {
  for (const line of sheet.lines(text, CONTENT_WIDTH, NOTE)) {
    sheet.need(LINE.note);
    sheet.put(line, MARGIN.side, sheet.y, LINE.note, NOTE);
    sheet.y += LINE.note;
  }
  sheet.y += 4;
};

const drawQr = (sheet: Sheet, content: string, x: number, y: number): void => {
  const modules = qrModules(content);
  const size = QR_SIZE / modules.length;
  for (const [row, cells] of modules.entries())
    for (const [column, dark] of cells.entries())
      if (dark) sheet.pdf.rect(x + column * size, y + row * size, size, size);
  sheet.pdf.fill(BLACK);
};

const code = (sheet: Sheet, content: string, lines: readonly string[]): void => {
  const x = MARGIN.side + QR_SIZE + 8;
  const broken = lines.flatMap((line) => sheet.lines(line, MARGIN.side + CONTENT_WIDTH - x, SMALL));
  const height = Math.max(QR_SIZE, broken.length * LINE.note);
  sheet.need(height);
  drawQr(sheet, content, MARGIN.side, sheet.y);
  const top = sheet.y + (height - broken.length * LINE.note) / 2;
  for (const [index, line] of broken.entries()) sheet.put(line, x, top + index * LINE.note, LINE.note, SMALL);
  sheet.y += height + 6;
};

const SIGNING_COLUMNS = 2;
const signingHeight = (places: readonly SigningPlace[]): number =>
  Math.ceil(places.length / SIGNING_COLUMNS) * SIGN.height;

const signing = (sheet: Sheet, places: readonly SigningPlace[]): void => {
  const width = CONTENT_WIDTH / SIGNING_COLUMNS;
  sheet.need(signingHeight(places));
  for (const [index, { label, lines }] of places.entries()) {
    const x = MARGIN.side + (index % SIGNING_COLUMNS) * width;
    const y = sheet.y + Math.floor(index / SIGNING_COLUMNS) * SIGN.height;
    sheet.box(x, y, width, SIGN.height);
    sheet.put(`${label}：`, x + 6, y + 3, SIGN.label, { size: 10.5, weight: 'bold' });
    const small = lines.flatMap((line) => sheet.lines(line, width - 12, SMALL));
    for (const [at, line] of small.entries())
      sheet.put(line, x + 6, y + SIGN.label + 4 + at * LINE.note, LINE.note, NOTE);
    const date = '年　　月　　日';
    const style: TextStyle = { size: 10.5 };
    sheet.put(
      date,
      x + width - 8 - sheet.widthOf(date, style),
      y + SIGN.height - SIGN.date - 3,
      SIGN.date,
      style,
    );
  }
  sheet.y += signingHeight(places) + 6;
};

const closing = (sheet: Sheet, lines: readonly string[]): void => {
  sheet.need(lines.length * LINE.body + LINE.body);
  sheet.y += LINE.body;
  const width = Math.max(...lines.map((line) => sheet.widthOf(line, BODY)));
  const middle = PAGE.width - MARGIN.side - 2 * BODY.size - width / 2;
  for (const line of lines) {
    sheet.put(line, middle - sheet.widthOf(line, BODY) / 2, sheet.y, LINE.body, BODY);
    sheet.y += LINE.body;
  }
};

const heading = (sheet: Sheet, text: string, isSub: boolean, next: Block | undefined): void => {
  const style = isSub ? SUBHEADING : HEADING;
  const line = isSub ? LINE.subheading : LINE.heading;
  const lines = sheet.lines(text, CONTENT_WIDTH, style);
  const below = next?.kind === 'signing' ? signingHeight(next.places) : BELOW_HEADING;
  sheet.need(lines.length * line + below);
  for (const each of lines) {
    sheet.put(each, MARGIN.side, sheet.y, line, style);
    sheet.y += line;
  }
};

/** @param next what follows: a heading stays with it */
export const drawBlock = async (sheet: Sheet, block: Block, next: Block | undefined): Promise<void> => {
  if (block.kind === 'heading' || block.kind === 'subheading')
    heading(sheet, block.text, block.kind === 'subheading', next);
  else if (block.kind === 'paragraph') paragraph(sheet, block.text);
  else if (block.kind === 'note') note(sheet, block.text);
  else if (block.kind === 'form') drawForm(sheet, block.rows);
  else if (block.kind === 'table') await drawTable(sheet, block.columns, block.rows);
  else if (block.kind === 'code') code(sheet, block.content, block.lines);
  else if (block.kind === 'signing') signing(sheet, block.places);
  else closing(sheet, block.lines);
};
