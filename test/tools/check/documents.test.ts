import { documentedPaths } from '../../../tools/check/documented-paths.ts';
import { databaseTypes, requirements } from '../../../tools/check/generated.ts';
import { requirementTable } from '../../../tools/check/requirement-table.ts';
import { leftOutTests, machinePaths } from '../../../tools/check/test-names.ts';
import { checked, problemsOf } from './tree.ts';

describe('the check of documented paths', () => {
  const tree = {
    'package.json': '{ "scripts": { "start": "x" } }',
    'domain/draw/draw.ts': '',
    'docs/draw.md': '# Draw',
  };

  it('finds a path, a link and a script that are not there', async () => {
    const text = 'See `domain/draw/gone.ts`, [the plan](docs/plan.md) and `npm run begin`.';
    expect(await problemsOf(documentedPaths, { ...tree, 'README.md': text })).toBe(
      [
        'README.md:1: the path domain/draw/gone.ts does not exist',
        'README.md:1: the link docs/plan.md does not exist',
        'README.md:1: the script begin does not exist',
      ].join('\n'),
    );
  });

  it('passes what is there, and leaves words that are no paths alone', async () => {
    const text =
      'See `domain/draw/`, `draw.ts`, `cycle/<authority>/2021-1`, [draw](docs/draw.md), `npm start`.';
    const outcome = await checked(documentedPaths, { ...tree, 'README.md': text });
    expect(outcome).toEqual({ problems: [], looked: 4, things: 'mentions' });
  });
});

describe('the requirements table', () => {
  const list = JSON.stringify([
    { number: 1, area: 'CAL', weight: 'core', statement: 'Count working days.', document: '004' },
    { number: 2, area: 'CAL', weight: 'context', statement: 'Be kind.', document: '004' },
  ]);
  const tree = (testText: string) => ({
    'tools/check/requirements.json': list,
    'test/domain/a.test.ts': testText,
  });
  const tag = (tags: string): string => `it('counts ${tags}', () => undefined);\n`;

  it('is stale where a tag is new', async () => {
    expect(await problemsOf(requirements, tree(tag('[R1]')))).toMatch(/docs\/requirements\.md is stale/);
  });

  it('refuses a tag of a requirement that does not exist', async () => {
    expect(await problemsOf(requirements, tree(tag('[R1, R3]')))).toMatch(/there is no requirement R3/);
  });

  it('names the tests that carry each requirement of our own list', () => {
    const { markdown, problems, tags } = requirementTable('.');
    expect(problems).toEqual([]);
    expect(tags).toBeGreaterThan(0);
    expect(markdown).toMatch(/^\| R284 \|/m);
  });
});

describe('the check of generated types', () => {
  it('fails where the generator fails', async () => {
    const files = {
      'tools/db/generate-types.ts': "console.error('differs');\nprocess.exit(1);\n",
      'db/types.ts': '',
    };
    expect(await problemsOf(databaseTypes, files)).toBe('differs');
  });
});

describe('the checks of the tests themselves', () => {
  const test = (call: string): Record<string, string> => ({
    'test/a.test.ts': `${call}('a', () => undefined);\n`,
  });

  it.each(['it.skip', 'describe.only', 'xit', 'fdescribe', 'test.todo'])('finds %s', async (call) => {
    expect(await problemsOf(leftOutTests, test(call))).toMatch(/test\/a\.test\.ts:1/);
  });

  it('passes a test that runs', async () => {
    expect(await problemsOf(leftOutTests, test('it'))).toBe('');
  });

  it('finds a path that only one machine has', async () => {
    const path = ['', 'home', 'somebody', 'plan.xlsx'].join('/');
    expect(await problemsOf(machinePaths, { 'domain/a.ts': `const a = '${path}';\n` })).toMatch(
      /domain\/a\.ts:1/,
    );
    expect(await problemsOf(machinePaths, { 'domain/a.ts': "const a = 'docs/home/x';\n" })).toBe('');
  });
});
