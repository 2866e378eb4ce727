/** `npm run requirements`: writes docs/requirements.md. */
import { writeFileSync } from 'node:fs';
import { requirementTable, TABLE_FILE } from './requirement-table.ts';

const { markdown, problems, tags } = requirementTable('.');
for (const problem of problems) console.error(`[requirements] ${problem}`);
if (problems.length > 0) process.exitCode = 1;
else {
  writeFileSync(TABLE_FILE, markdown);
  console.log(`[requirements] ${TABLE_FILE} is written from ${tags} tags`);
}
