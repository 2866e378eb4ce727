import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { readCatalogue } from '../../../cli/draw/catalogue.ts';
import { readDirectory } from '../../../cli/draw/read-directory.ts';
import { writeDirectory } from '../../../cli/draw/write-directory.ts';
import type { Database } from '../../../db/connect.ts';
import { readEvidence } from '../../../db/draw/read-evidence.ts';
import { verifyBundle } from '../../../domain/bundle/verify-bundle.ts';

/**
 * What a citizen finds who verifies the exported evidence of a published draw.
 * @param without codes of checks that are left out: no verifier takes the beacon of a test for the one it knows
 */
export const verifyDraw = async (
  db: Kysely<Database>,
  authorityId: string,
  drawId: string,
  without: readonly string[] = [],
) => {
  const root = mkdtempSync(join(tmpdir(), 'verify-'));
  try {
    const directory = join(root, 'evidence');
    await writeDirectory(directory, await readEvidence(db, authorityId, drawId));
    const { checks, ...catalogue } = await readCatalogue();
    const { firstWrong, checked, remarks } = await verifyBundle(await readDirectory(directory), {
      ...catalogue,
      checks: checks.filter(({ code }) => !without.includes(code)),
    });
    return { firstWrong, checked, remarks: remarks.map(({ code }) => code) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};
