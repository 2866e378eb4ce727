import { existsSync, readFileSync } from 'node:fs';
import { namedIn, numberedLines, testsOf } from '../support/named-tests.ts';

const table = readFileSync('docs/message-tests.md', 'utf8');
const measurements = readFileSync('docs/measurements.md', 'utf8');
const lines = numberedLines(table);
const BENCHMARK = /`npm run (bench:[a-z-]+)`/gu;

describe('the table of load and fault tests of delivery', () => {
  it('has one line for each of the twelve', () => {
    expect(lines.map(([, row = '']) => Number.parseInt(row, 10))).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
  });

  it('names only tests that are run, by their whole name', () => {
    const named = lines.flatMap(([, , , proof = '']) => namedIn(proof));
    expect(named.length).toBeGreaterThan(25);
    const missing = named.filter(({ file, words }) => !existsSync(file) || !testsOf(file).includes(words));
    expect(missing).toEqual([]);
  });

  it('says for each what shows it, on which queue, and when it was green', () => {
    for (const [, row = '', , proof = '', queue = '', record = ''] of lines) {
      const benchmarks = [...proof.matchAll(BENCHMARK)].map(([, name = '']) => name);
      expect([row, namedIn(proof).length + benchmarks.length]).not.toEqual([row, 0]);
      expect(queue).toMatch(/^(both|either|Redis|none)/);
      expect(record).toMatch(/\d{4}-\d\d-\d\d|`npm test`/);
    }
  });

  it('names only measurements that have a figure with a date', () => {
    const benchmarks = new Set([...table.matchAll(BENCHMARK)].map(([, name = '']) => name));
    expect(benchmarks.size).toBeGreaterThan(3);
    for (const name of benchmarks)
      expect([
        name,
        new RegExp(`^\\| \\d{4}-\\d\\d-\\d\\d .*\`npm run ${name}\\b`, 'mu').test(measurements),
      ]).toEqual([name, true]);
  });
});
