import { existsSync, readFileSync } from 'node:fs';

/** `path`: words, up to the end of the cell or a semicolon. */
const NAMED = /`(test\/[\w/.-]+\.test\.ts)`(?:: ([^|;]+))?/gu;
const named = [...readFileSync('docs/security.md', 'utf8').matchAll(NAMED)].map(([, file = '', words]) => ({
  file,
  words: words?.trim() ?? null,
}));

describe('the security checklist', () => {
  it('names only tests that are there', () => {
    expect(named.length).toBeGreaterThan(40);
    const missing = named.filter(
      ({ file, words }) =>
        !existsSync(file) || (words !== null && !readFileSync(file, 'utf8').includes(words)),
    );
    expect(missing).toEqual([]);
  });

  it('says of every line which test, or why there is none', () => {
    const lines = readFileSync('docs/security.md', 'utf8')
      .split('\n')
      .filter((line) => /^\| \d/u.test(line));
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.filter((line) => (line.split('|')[3]?.trim().length ?? 0) < 10)).toEqual([]);
  });
});
