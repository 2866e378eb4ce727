/** A file's text as cells: what the readers of all formats hand to the importer. */

/** One line of plain text, one record of a CSV file, one row of a sheet, one paragraph or table row of a document. */
export interface SourceLine {
  /** From 1: line in the text or CSV file, row in the sheet, place among paragraphs and table rows of a document. */
  readonly line: number;
  /** As they stand, empty ones kept where the format shows them; one entry for prose. */
  readonly cells: readonly string[];
}

/** The line as it stands, cells parted by tabs. */
export const rawText = (line: SourceLine): string => line.cells.join('\t').trim();

/** Something is wrong with the file as a whole; the message (Chinese) says what, why and what to do. */
export class UnreadablePlan extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadablePlan';
  }
}

/**
 * A cell without the spaces and breaks that wrapping put into Chinese text, full-width digits made plain. A space
 * between two digits or two Latin letters stays: `1 2月` may be a broken 12 or a lost sign.
 */
export const squeeze = (text: string): string =>
  text
    .replace(/[０-９％．]/gu, (sign) => sign.normalize('NFKC'))
    .replace(/[\u200B\uFEFF]/gu, '')
    .trim()
    .replace(/(?<![0-9])\s+(?=\d)|(?<=\d)\s+(?![0-9])/gu, '')
    .replace(/(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])/gu, '');
