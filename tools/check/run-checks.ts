/** `npm run check [-- names]`: every check, one line each; exit code 1 where any found something. */
import { resolve } from 'node:path';
import { secondsSince } from '../process/seconds.ts';
import type { Check, Outcome } from './check.ts';
import { composeFile } from './compose.ts';
import { documentedPaths } from './documented-paths.ts';
import { duplicates } from './duplicates.ts';
import { databaseTypes, requirements } from './generated.ts';
import { imports } from './imports.ts';
import { lint } from './lint.ts';
import { leftOutTests, machinePaths } from './test-names.ts';
import { types } from './types.ts';
import { unused } from './unused.ts';

const CHECKS: readonly Check[] = [
  ...[types, lint, imports, unused, duplicates, documentedPaths, composeFile],
  ...[databaseTypes, requirements, leftOutTests, machinePaths],
];
const SHOWN = 40;

async function runOne(check: Check, root: string): Promise<boolean> {
  const startedAt = Date.now();
  const outcome = await check.run(root).catch(
    (error: unknown): Outcome => ({
      problems: [error instanceof Error ? error.message : String(error)],
      looked: 0,
      things: 'things',
    }),
  );
  const { looked, things } = outcome;
  const problems =
    outcome.problems.length === 0 && looked === 0 ? ['it saw nothing to check'] : outcome.problems;
  const verdict = problems.length === 0 ? 'ok  ' : 'FAIL';
  console.log(
    `${verdict} ${check.name.padEnd(20)} ${secondsSince(startedAt).padStart(7)}  ${looked} ${things}`,
  );
  for (const problem of problems.slice(0, SHOWN)) console.log(`       ${problem}`);
  if (problems.length > SHOWN) console.log(`       … and ${problems.length - SHOWN} more`);
  return problems.length === 0;
}

const wanted = process.argv.slice(2);
const checks = CHECKS.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
const startedAt = Date.now();
let passed = 0;
for (const check of checks) if (await runOne(check, resolve('.'))) passed += 1;
console.log(`${passed} passed, ${checks.length - passed} failed in ${secondsSince(startedAt)}`);
if (passed < checks.length || checks.length === 0) process.exitCode = 1;
