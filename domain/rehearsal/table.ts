/** Tables for a terminal: Chinese characters are two columns wide. */

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** Columns that a text takes on a terminal. */
export const widthOf = (text: string): number =>
  [...text].reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);

export type Alignment = 'left' | 'right';

const pad = (text: string, width: number, alignment: Alignment): string => {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return alignment === 'left' ? text + blanks : blanks + text;
};

/** One blank: thirteen Chinese heads have to fit on a line of a hundred columns. */
const GAP = ' ';

/**
 * Lines of a table: a header, a rule, one line per row; every column as wide as its widest cell. A column without a
 * title is a gutter: the rule leaves it blank.
 * @param rows cells as text, each row as long as `header`
 */
export const tableLines = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
): string[] => {
  const widths = header.map((title, column) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const lineOf = (cells: readonly string[]): string =>
    cells.map((cell, column) => pad(cell, widths[column] ?? 0, alignments[column] ?? 'left')).join(GAP);
  const rule = widths
    .map((width, column) => ((header[column] ?? '').trim() === '' ? ' ' : '-').repeat(width))
    .join(GAP);
  return [lineOf(header), rule, ...rows.map(lineOf)].map((line) => line.trimEnd());
};

/** A text broken into lines of at most `width` columns, never before a closing sign; a blank at the break is left out. */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    const mayNotStart = '，。；：、）”》'.includes(character);
    if (widthOf(line + character) > width && !mayNotStart) {
      lines.push(line);
      line = '';
    }
    // The break stands for the blank.
    if (line !== '' || lines.length === 0 || character !== ' ') line += character;
  }
  return line === '' ? lines : [...lines, line];
};
