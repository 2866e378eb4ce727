import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Check, Outcome } from '../../../tools/check/check.ts';

/** Runs a check on a small tree made of `files` (path -> text), removed afterwards. */
export async function checked(check: Check, files: Readonly<Record<string, string>>): Promise<Outcome> {
  const root = mkdtempSync(join(tmpdir(), 'checked-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await check.run(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What a check found, in one text. */
export const problemsOf = async (check: Check, files: Readonly<Record<string, string>>): Promise<string> =>
  (await checked(check, files)).problems.join('\n');
