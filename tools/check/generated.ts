import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../process/capture.ts';
import { type Check, outputLines, readText } from './check.ts';
import { requirementTable, TABLE_FILE } from './requirement-table.ts';

/** docs/requirements.md is what the tests say, and every tag names a requirement. */
export const requirements: Check = {
  name: 'requirements table',
  run: async (root) => {
    const { markdown, problems, tags } = requirementTable(root);
    const written = existsSync(join(root, TABLE_FILE)) ? readText(root, TABLE_FILE) : '';
    const stale = written === markdown ? [] : [`${TABLE_FILE} is stale; run: npm run requirements`];
    return { problems: [...problems, ...stale], looked: tags, things: 'tags' };
  },
};

/** db/types.ts is what the migrations give, on a real PostgreSQL. */
export const databaseTypes: Check = {
  name: 'database types',
  run: async (root) => {
    const { status, output } = await capture(process.execPath, ['tools/db/generate-types.ts', '--check'], {
      cwd: root,
    });
    return {
      problems: status === 0 ? [] : outputLines(output),
      looked: existsSync(join(root, 'db/types.ts')) ? 1 : 0,
      things: 'file',
    };
  },
};
