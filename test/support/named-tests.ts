/** A table of ours that says which test shows what: `` `test/x.test.ts`: name of the test `` in its cells. */
import { readFileSync } from 'node:fs';

/** `path`: words, up to the end of the cell or a semicolon. */
const NAMED = /`(test\/[\w/.-]+\.test\.ts)`(?:: ([^;]+))?/gu;
const COMMENTS = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu;
const TEST = /(?<![.\w])it(?:\.each(?:<[\s\S]*?>)?\([\s\S]*?\))?\(\s*(['"`])(.*?)\1\s*,/gu;
const LEFT_OUT = /\b(?:it|test|describe)\.(?:skip|todo|failing)\s*[.(]/u;

/** The cells of a table's lines that begin with a number. */
export const numberedLines = (markdown: string): string[][] =>
  markdown
    .split('\n')
    .filter((line) => /^\| \d/u.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));

export interface NamedTest {
  readonly file: string;
  /** Name of the test; empty where the file alone is named. */
  readonly words: string;
}

export const namedIn = (cell: string): NamedTest[] =>
  [...cell.matchAll(NAMED)].map(([, file = '', words = '']) => ({ file, words: words.trim() }));

/** The names of the tests that a file runs, up to a semicolon, without requirement numbers and places for a row's values. */
export const testsOf = (file: string): string[] => {
  const source = readFileSync(file, 'utf8').replace(COMMENTS, '');
  if (LEFT_OUT.test(source)) return [];
  return [...source.matchAll(TEST)].map(([, , name = '']) =>
    name.replace(/ \[R[^\]]*\]|;.*$/gu, '').replace(/^%\w[:,]? |[: ]+%\w$/gu, ''),
  );
};
