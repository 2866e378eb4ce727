import type { SourceLine } from '../../domain/plan/import/source.ts';
import { decodeText } from './decode-text.ts';

/** As many strokes as a table of nine columns needs at least. */
const LEAST_STROKES = 5;
const TAB = /\t/u;
const STROKE = /\s*[|｜]\s*/u;
const WIDE_SPACE = / {2,}|\u3000+/u;

const separatorOf = (lines: readonly string[]): RegExp => {
  if (lines.some((line) => line.split('\t').length > LEAST_STROKES)) return TAB;
  return lines.some((line) => line.split(STROKE).length > LEAST_STROKES) ? STROKE : WIDE_SPACE;
};

/** `| a | b |` has an empty piece at each end; `|---|---|` has no text at all. */
const cellsOf = (line: string, separator: RegExp): string[] => {
  if (separator !== STROKE) return line.split(separator);
  return /^[\s|｜:\-+]*$/u.test(line)
    ? ['']
    : line
        .trim()
        .replace(/^[|｜]|[|｜]$/gu, '')
        .split(STROKE);
};

/** Lines of plain text; cells are parted by tabs, else by strokes, else by wide spaces. */
export const readText = (bytes: Buffer): SourceLine[] => {
  const lines = decodeText(bytes).split(/\r\n|[\n\r\f]/u);
  const separator = separatorOf(lines);
  return lines.map((text, index) => ({ line: index + 1, cells: cellsOf(text, separator) }));
};
