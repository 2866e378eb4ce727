import { existsSync, readFileSync } from 'node:fs';
import { namedIn, numberedLines, testsOf } from '../support/named-tests.ts';

const checklist = readFileSync('docs/security.md', 'utf8');
/** Their cells: line of the standard, what it asks for, which test. */
const lines = numberedLines(checklist);
const named = lines.flatMap(([, number, , proof = '']) =>
  namedIn(proof).map((test) => ({ number, ...test })),
);

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
