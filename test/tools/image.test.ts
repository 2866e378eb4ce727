import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** Rooms that no process of a deployment runs. */
const AT_HOME = new Set(['bench', 'test']);

const hasCode = (directory: string): boolean =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' }).some((name) => name.endsWith('.ts'));

describe('the production image', () => {
  it('is given every room that has code, and none of the tests', () => {
    const rooms = readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map(({ name }) => name)
      .filter((name) => hasCode(join(ROOT, name)));
    const given = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? line.slice(1) : []));
    expect(rooms.length).toBeGreaterThan(10);
    expect(rooms.filter((room) => !AT_HOME.has(room) && !given.includes(room))).toEqual([]);
    expect(given.filter((room) => AT_HOME.has(room))).toEqual([]);
  });
});
