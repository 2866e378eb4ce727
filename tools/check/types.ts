import { join } from 'node:path';
import { capture } from '../process/capture.ts';
import { type Check, outputLines, PROGRAMS, typeScriptFiles } from './check.ts';

/** The strictest compiler flags, over every file. */
export const types: Check = {
  name: 'types',
  run: async (root) => {
    const { status, output } = await capture(
      process.execPath,
      [join(PROGRAMS, 'typescript/bin/tsc'), '-p', root, '--noEmit', '--pretty', 'false'],
      { cwd: root },
    );
    return {
      problems: status === 0 ? [] : outputLines(output),
      looked: typeScriptFiles(root).length,
      things: 'files',
    };
  },
};
