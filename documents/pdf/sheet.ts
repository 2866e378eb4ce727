/** The sheets of a PDF with a place where the next thing is put. Lengths in points from the upper left corner. */
import type { PrintedFont } from '../fonts/printed-font.ts';
import { MISSING } from '../fonts/printed-font.ts';
import type { Weight } from '../fonts/slices.ts';
import { breakLines } from './break-lines.ts';

export const PAGE = { width: 595.28, height: 841.89 } as const;
/** About those of official documents (GB/T 9704), with narrower sides for tables. */
export const MARGIN = { top: 76, bottom: 72, side: 71 } as const;
export const CONTENT_WIDTH = PAGE.width - 2 * MARGIN.side;
export const CONTENT_HEIGHT = PAGE.height - MARGIN.top - MARGIN.bottom;

/** Height of a character above the baseline, in em; Chinese fonts draw within 0.88 above and 0.12 below. */
const ASCENT = 0.88;

export const BLACK = '#000000';
export const GREY = '#555555';
export const RED = '#c00000';

export interface TextStyle {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: string;
}

export type Fonts = Readonly<Record<Weight, PrintedFont>>;

export class Sheet {
  /** Where the next thing is put. */
  y: number = MARGIN.top;
  readonly pdf: PDFKit.PDFDocument;
  private readonly fonts: Fonts;
  private readonly onPage: (sheet: Sheet) => void;

  constructor(pdf: PDFKit.PDFDocument, fonts: Fonts, onPage: (sheet: Sheet) => void) {
    this.pdf = pdf;
    this.fonts = fonts;
    this.onPage = onPage;
    this.turn();
  }

  /** A new page. */
  turn(): void {
    this.pdf.addPage();
    this.onPage(this);
    this.y = MARGIN.top;
  }

  /** Turns the page where so much height is not left. @returns whether it did */
  need(height: number): boolean {
    if (this.y + height <= PAGE.height - MARGIN.bottom || this.y === MARGIN.top) return false;
    this.turn();
    return true;
  }

  lines(text: string, width: number, { size, weight = 'regular' }: TextStyle, indent = 0): string[] {
    const font = this.fonts[weight];
    return breakLines(text, width, (character) => font.widthOf(character) * size, indent);
  }

  widthOf(text: string, { size, weight = 'regular' }: TextStyle): number {
    const font = this.fonts[weight];
    let width = 0;
    for (const character of text) width += font.widthOf(character) * size;
    return width;
  }

  /** One line of text in a band of the given height, its characters in the middle of it. */
  put(text: string, x: number, y: number, height: number, style: TextStyle): void {
    const { size, weight = 'regular', color = BLACK } = style;
    const font = this.fonts[weight];
    const shown = Array.from(text, (character) => (font.has(character) ? character : MISSING)).join('');
    if (shown.trim() === '') return;
    const baseline = y + (height - size) / 2 + size * ASCENT;
    this.pdf.font(weight).fontSize(size).fillColor(color);
    this.pdf.text(shown, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
  }

  putCentred(text: string, y: number, height: number, style: TextStyle): void {
    this.put(text, (PAGE.width - this.widthOf(text, style)) / 2, y, height, style);
  }

  box(x: number, y: number, width: number, height: number, fill?: string): void {
    if (fill !== undefined) this.pdf.rect(x, y, width, height).fill(fill);
    this.pdf.lineWidth(0.6).rect(x, y, width, height).stroke(BLACK);
  }
}
