/** What every check of `npm run check` looks like. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export interface Outcome {
  /** One line each, naming the place and what to do; none: passed. */
  readonly problems: readonly string[];
  /** How many things were looked at; a check that saw nothing has failed. */
  readonly looked: number;
  /** What `looked` counts, in the plural. */
  readonly things: string;
}

export interface Check {
  readonly name: string;
  /** @param root directory of the tree to check: ours, or a bad example in a test. */
  run(root: string): Promise<Outcome>;
}

/** Where the programs of our dependencies lie, whatever tree is checked. */
export const PROGRAMS = resolve(import.meta.dirname, '../../node_modules');

/** The top-level directories with code of ours. */
export const CODE_DIRECTORIES = [
  ...[
    'domain',
    'workflows',
    'activities',
    'workers',
    'notify',
    'db',
    'documents',
    'files',
    'api',
    'web',
    'cli',
  ],
  ...['runtime', 'tools', 'bench', 'test'],
];

const SKIPPED = new Set(['node_modules', '.git', '.data', '.cache', 'dist', 'coverage']);

/** All files below `directory` that `wanted` takes, as paths relative to `root` with forward slashes. */
export function filesBelow(root: string, directory: string, wanted: (path: string) => boolean): string[] {
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(join(root, directory));
  } catch {
    return []; // not every tree has every directory
  }
  return entries
    .flatMap((entry) => {
      if (SKIPPED.has(entry.name)) return [];
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return filesBelow(root, path, wanted);
      const relativePath = relative('.', path).replaceAll('\\', '/');
      return wanted(relativePath) ? [relativePath] : [];
    })
    .sort();
}

const readEntries = (directory: string) => readdirSync(directory, { withFileTypes: true });

/** All TypeScript of the tree. */
export const typeScriptFiles = (root: string): string[] =>
  CODE_DIRECTORIES.flatMap((directory) => filesBelow(root, directory, (path) => /\.tsx?$/.test(path)));

export const readText = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

/** The lines of a program's output that say something. */
export const outputLines = (output: string): string[] =>
  output
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '');
