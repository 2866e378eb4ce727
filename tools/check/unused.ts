import { join } from 'node:path';
import { capture } from '../process/capture.ts';
import { type Check, outputLines, PROGRAMS, typeScriptFiles } from './check.ts';

/** knip: files, exports and dependencies that nobody uses, and dependencies that nobody declared. */
export const unused: Check = {
  name: 'unused exports',
  run: async (root) => {
    const { status, output } = await capture(
      process.execPath,
      [join(PROGRAMS, 'knip/bin/knip.js'), '--no-progress', '--reporter', 'compact', '--no-config-hints'],
      { cwd: root },
    );
    return {
      problems: status === 0 ? [] : outputLines(output),
      looked: typeScriptFiles(root).length,
      things: 'files',
    };
  },
};
