import { existsSync, readFileSync } from 'node:fs';

const checklist = readFileSync('docs/security.md', 'utf8');
/** Their cells: line of the standard, what it asks for, which test. */
const lines = checklist
  .split('\n')
  .filter((line) => /^\| \d/u.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));
/** `path`: words, up to the end of the cell or a semicolon. */
const NAMED = /`(test\/[\w/.-]+\.test\.ts)`(?:: ([^;]+))?/gu;
const named = lines.flatMap(([, number, , proof = '']) =>
  [...proof.matchAll(NAMED)].map(([, file = '', words = '']) => ({ number, file, words: words.trim() })),
);

const COMMENTS = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu;
const TEST = /(?<![.\w])it(?:\.each\([\s\S]*?\))?\(\s*(['"`])(.*?)\1\s*,/gu;
const LEFT_OUT = /\b(?:it|test|describe)\.(?:skip|todo|failing)\b/u;

/** The names of the tests that a file runs, up to a semicolon, without requirement numbers and places for a row's values. */
const testsOf = (file: string): string[] => {
  const source = readFileSync(file, 'utf8').replace(COMMENTS, '');
  if (LEFT_OUT.test(source)) return [];
  return [...source.matchAll(TEST)].map(([, , name = '']) =>
    name.replace(/ \[R[^\]]*\]|;.*$/gu, '').replace(/^%\w[:,]? |[: ]+%\w$/gu, ''),
  );
};

describe('the security checklist', () => {
  it('names only tests that are run, by their whole name', () => {
    expect(named.length).toBeGreaterThan(60);
    const missing = named.filter(({ file, words }) => !existsSync(file) || !testsOf(file).includes(words));
    expect(missing).toEqual([]);
  });

  it('says of every line which test, or why there is none', () => {
    expect(lines.length).toBeGreaterThan(60);
    expect(lines.filter(([, , , proof = '']) => proof.length < 10)).toEqual([]);
  });

  it('names nothing else that is not there', () => {
    const files = [...checklist.matchAll(/`((?:test|api|db|domain|tools|notify)\/[\w/.-]+\.ts)`/gu)];
    expect(files.map(([, file = '']) => file).filter((file) => !existsSync(file))).toEqual([]);
  });
});
