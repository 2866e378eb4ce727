/** A document as PDF: A4, fonts embedded, the same document always the same bytes. */
import PDFDocument from 'pdfkit';
import { type PrintedDocument, textsOf } from '../../domain/documents/document.ts';
import { MISSING, printedFont } from '../fonts/printed-font.ts';
import { noteOnMissing } from '../missing-characters.ts';
import { drawBlock } from './blocks.ts';
import { CONTENT_WIDTH, GREY, MARGIN, PAGE, RED, Sheet, type TextStyle } from './sheet.ts';

const MASTHEAD: TextStyle = { size: 28, weight: 'bold', color: RED };
const TITLE: TextStyle = { size: 18, weight: 'bold' };
const NUMBER: TextStyle = { size: 12 };
const FOOT: TextStyle = { size: 9, color: GREY };
const PAGE_NUMBER: TextStyle = { size: 9 };
const WATERMARK_SIZE = 150;
const WATERMARK_OPACITY = 0.1;

/** A mark from corner to corner, beneath the text. */
const watermark = (sheet: Sheet, text: string): void => {
  const { pdf } = sheet;
  const style: TextStyle = {
    size: WATERMARK_SIZE / Math.max(1, [...text].length / 2),
    weight: 'bold',
    color: RED,
  };
  const [x, y] = [PAGE.width / 2, PAGE.height / 2];
  pdf.save();
  pdf.rotate(-40, { origin: [x, y] }).fillOpacity(WATERMARK_OPACITY);
  sheet.put(text, x - sheet.widthOf(text, style) / 2, y - style.size / 2, style.size, style);
  pdf.restore();
  pdf.fillOpacity(1);
};

/** The largest size at which a line fits the width. */
const fitted = (sheet: Sheet, text: string, style: TextStyle): TextStyle => {
  const width = sheet.widthOf(text, style);
  return width <= CONTENT_WIDTH ? style : { ...style, size: (style.size * CONTENT_WIDTH) / width };
};

const top = (sheet: Sheet, { masthead, title, number }: PrintedDocument): void => {
  if (masthead !== null) {
    sheet.putCentred(masthead, sheet.y, 50, fitted(sheet, masthead, MASTHEAD));
    sheet.y += 58;
    sheet.putCentred(number, sheet.y, 20, NUMBER);
    sheet.y += 25;
    const end = MARGIN.side + CONTENT_WIDTH;
    sheet.pdf.lineWidth(1.8).moveTo(MARGIN.side, sheet.y).lineTo(end, sheet.y).stroke(RED);
    sheet.y += 22;
  }
  for (const line of title) {
    sheet.putCentred(line, sheet.y, 29, fitted(sheet, line, TITLE));
    sheet.y += 29;
  }
  sheet.y += 6;
  if (masthead === null) {
    sheet.putCentred(number, sheet.y, 18, NUMBER);
    sheet.y += 26;
  } else sheet.y += 6;
};

/** Page numbers, once it is known how many there are. */
const feet = (sheet: Sheet, footer: string): void => {
  const { start, count } = sheet.pdf.bufferedPageRange();
  const y = PAGE.height - MARGIN.bottom + 22;
  for (let page = 0; page < count; page += 1) {
    sheet.pdf.switchToPage(start + page);
    sheet.put(footer, MARGIN.side, y, 14, FOOT);
    const number = `第${page + 1}页　共${count}页`;
    sheet.put(number, PAGE.width - MARGIN.side - sheet.widthOf(number, PAGE_NUMBER), y, 14, PAGE_NUMBER);
  }
};

const collected = (pdf: PDFKit.PDFDocument): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    pdf.on('data', (piece: Buffer) => pieces.push(piece));
    pdf.on('end', () => resolve(Buffer.concat(pieces)));
    pdf.on('error', reject);
  });

export const renderPdf = async (given: PrintedDocument): Promise<Buffer> => {
  const texts = textsOf(given);
  const fixed = `年月日第共页：；　U+，“”中的为字库未收录字注${MISSING}ABCDEF`;
  const fonts = {
    regular: await printedFont(texts.regular + fixed, 'regular'),
    bold: await printedFont(texts.bold + fixed, 'bold'),
  };
  const document = noteOnMissing(given, fonts.regular);
  const made = new Date(document.madeAt);
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: `${document.title.join('')} ${document.number}`,
      Author: document.author,
      CreationDate: made,
      ModDate: made,
    },
  });
  const whole = collected(pdf);
  for (const [name, font] of Object.entries(fonts)) pdf.registerFont(name, font.data);
  const mark = document.watermark;
  const sheet = new Sheet(pdf, fonts, (each) => mark !== null && watermark(each, mark));
  top(sheet, document);
  for (const [index, block] of document.blocks.entries())
    await drawBlock(sheet, block, document.blocks[index + 1]);
  feet(sheet, document.footer);
  pdf.end();
  return whole;
};
