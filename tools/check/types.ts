import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../process/capture.ts';
import { type Check, outputLines, PROGRAMS, typeScriptFiles } from './check.ts';

/** The browser's code has a project of its own: it knows the page's objects and JSX. */
const projectsOf = (root: string): string[] =>
  [root, join(root, 'web')].filter((directory) => existsSync(join(directory, 'tsconfig.json')));

const compile = (root: string, project: string) =>
  capture(
    process.execPath,
    [join(PROGRAMS, 'typescript/bin/tsc'), '-p', project, '--noEmit', '--pretty', 'false'],
    { cwd: root },
  );

/** The strictest compiler flags, over every file. */
export const types: Check = {
  name: 'types',
  run: async (root) => {
    const runs = await Promise.all(projectsOf(root).map((project) => compile(root, project)));
    return {
      problems: runs.flatMap(({ status, output }) => (status === 0 ? [] : outputLines(output))),
      looked: typeScriptFiles(root).length,
      things: 'files',
    };
  },
};
