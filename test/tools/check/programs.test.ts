import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { duplicates } from '../../../tools/check/duplicates.ts';
import { imports } from '../../../tools/check/imports.ts';
import { lint } from '../../../tools/check/lint.ts';
import { types } from '../../../tools/check/types.ts';
import { unused } from '../../../tools/check/unused.ts';
import { problemsOf } from './tree.ts';

const project = { 'package.json': '{ "name": "example", "type": "module" }' };

describe('the type check', () => {
  const tsconfig = JSON.stringify({
    extends: resolve('tsconfig.json'),
    compilerOptions: { types: [] },
    include: ['domain'],
  });

  it('finds an index that may be missing', async () => {
    const files = {
      ...project,
      'tsconfig.json': tsconfig,
      'domain/a.ts': 'export const first: string = [""][0];\n',
    };
    expect(await problemsOf(types, files)).toMatch(/domain\/a\.ts\(1,14\): error TS2322/);
  });

  it('passes what is right', async () => {
    const files = {
      ...project,
      'tsconfig.json': tsconfig,
      'domain/a.ts': 'export const first: string = "";\n',
    };
    expect(await problemsOf(types, files)).toBe('');
  });
});

describe('the lint check', () => {
  const biome = JSON.parse(readFileSync('biome.json', 'utf8'));
  const config = JSON.stringify({
    ...biome,
    $schema: undefined,
    vcs: { enabled: false },
    json: { formatter: { enabled: false } },
    files: { includes: ['**/*.ts'] },
  });

  it.each([
    ['an any', 'export const a: any = 1;\n', /noExplicitAny/],
    ['the environment read in a second place', "export const a = process.env['A'];\n", /noProcessEnv/],
    ['a file that is not formatted', "export  const a = '';\n", /format/],
  ])('finds %s', async (_what, text, finding) => {
    expect(await problemsOf(lint, { 'biome.json': config, 'domain/a.ts': text })).toMatch(finding);
  });

  it('passes what is right', async () => {
    const files = { 'biome.json': config, 'domain/a.ts': "export const a = '';\n" };
    expect(await problemsOf(lint, files)).toBe('');
  });
});

describe('the import check', () => {
  const tree = (files: Readonly<Record<string, string>>) => ({ ...project, ...files });
  const db = { 'db/b.ts': 'export const b = 1;\nexport type B = number;\n' };
  const activities = { 'activities/a/a.ts': 'export const a = 1;\nexport type A = number;\n' };

  it.each([
    [
      'an arrow that points back',
      { ...db, 'domain/a.ts': "import { b } from '../db/b.ts';\nb;\n" },
      /domain\/ may import/,
    ],
    [
      'a type that points back',
      { ...db, 'domain/a.ts': "import type { B } from '../db/b.ts';\nexport type A = B;\n" },
      /domain\/ may import/,
    ],
    [
      'I/O in the domain',
      { 'domain/a.ts': "import { readFileSync } from 'node:fs';\nreadFileSync;\n" },
      /sandbox/,
    ],
    [
      'a value of activities in a workflow',
      { ...activities, 'workflows/w/w.ts': "import { a } from '../../activities/a/a.ts';\na;\n" },
      /use import type/,
    ],
    [
      'a workflow that is no contract',
      {
        'workflows/w/workflow.ts': 'export const w = 1;\n',
        'api/a.ts': "import { w } from '../workflows/w/workflow.ts';\nw;\n",
      },
      /api\/ may import/,
    ],
    [
      'two files that import each other',
      {
        'domain/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
        'domain/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
      },
      /-> .*cannot be read, tested or loaded alone/,
    ],
    [
      'an import that leads nowhere',
      { 'domain/a.ts': "import { b } from './missing.ts';\nb;\n" },
      /leads nowhere/,
    ],
  ])('finds %s', async (_what, files, finding) => {
    expect(await problemsOf(imports, tree(files))).toMatch(finding);
  });

  it('passes types of activities in a workflow, and contracts elsewhere', async () => {
    const files = {
      ...activities,
      'workflows/w/workflow.ts': "import type { A } from '../../activities/a/a.ts';\nexport type W = A;\n",
      'workflows/w/contract.ts': 'export const id = 1;\n',
      'api/a.ts': "import { id } from '../workflows/w/contract.ts';\nid;\n",
    };
    expect(await problemsOf(imports, tree(files))).toBe('');
  });
});

describe('the check for unused exports', () => {
  const files = {
    ...project,
    'knip.json': '{ "entry": ["cli/main.ts"], "project": ["**/*.ts"] }',
    'cli/main.ts': "import { used } from '../domain/a.ts';\nused;\n",
  };

  it('finds an export and a file that nobody imports', async () => {
    const problems = await problemsOf(unused, {
      ...files,
      'domain/a.ts': 'export const used = 1;\nexport const forgotten = 2;\n',
      'domain/b.ts': 'export const lonely = 1;\n',
    });
    expect(problems).toMatch(/domain\/a\.ts.*forgotten/s);
    expect(problems).toMatch(/domain\/b\.ts/);
  });

  it('passes where all is used', async () => {
    expect(await problemsOf(unused, { ...files, 'domain/a.ts': 'export const used = 1;\n' })).toBe('');
  });
});

describe('the check for duplicate code', () => {
  const body = Array.from(
    { length: 20 },
    (_, n) => `  total += Math.max(${n}, units[${n}] ?? 0) * weights[${n}];`,
  );
  const copy = (name: string): string =>
    `export function ${name}(units: number[], weights: number[]): number {\n  let total = 0;\n${body.join('\n')}\n  return total;\n}\n`;

  it('finds a screenful of equal code in two files', async () => {
    const files = { 'domain/a.ts': copy('a'), 'db/b.ts': copy('b'), 'test/t.ts': 'export const t = 1;\n' };
    expect(await problemsOf(duplicates, files)).toMatch(/a\.ts:\d+ .*b\.ts:\d+|b\.ts:\d+ .*a\.ts:\d+/);
  });

  it('passes one of them', async () => {
    expect(await problemsOf(duplicates, { 'domain/a.ts': copy('a') })).toBe('');
  });
});
