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

/** What a citizen finds who verifies the exported evidence of a published draw. */
export const verifyDraw = async (db: Kysely<Database>, authorityId: string, drawId: string) => {
  const root = mkdtempSync(join(tmpdir(), 'verify-'));
  try {
    const directory = join(root, 'evidence');
    await writeDirectory(directory, await readEvidence(db, authorityId, drawId));
    const { firstWrong, checked, remarks } = await verifyBundle(
      await readDirectory(directory),
      await readCatalogue(),
    );
    return { firstWrong, checked, remarks: remarks.map(({ code }) => code) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};
