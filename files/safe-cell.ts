/** What a spreadsheet would run as a formula (=HYPERLINK(…), +1, -1, @SUM) is marked as text; anything else stays. */
const FORMULA = /^[=+\-@\t\r]/;

export const safeCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** One line of a CSV file. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells
    .map(safeCell)
    .map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
    .join(',')}\r\n`;

/** The mark by which Excel knows UTF-8. */
export const CSV_MARK = '\ufeff';
