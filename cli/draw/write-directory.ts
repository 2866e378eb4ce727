import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DrawEvidence, EndedEvidence } from '../../db/draw/read-evidence.ts';
import { writeBundle } from '../../db/draw/write-bundle.ts';
import { newDirectory } from '../new-directory.ts';

const fill = (directory: string, evidence: DrawEvidence | EndedEvidence): Promise<void> => {
  const begun = new Set<string>();
  return writeBundle(evidence, (name, piece) => {
    // Each piece is on the disk before the next is made: the roster of a province is not held a second time.
    writeFileSync(join(directory, name), piece, { flag: begun.has(name) ? 'a' : 'wx' });
    begun.add(name);
  });
};

/** Writes a bundle as a new directory. @throws Refusal (Chinese) where there is something of that name already */
export const writeDirectory = (directory: string, evidence: DrawEvidence | EndedEvidence): Promise<void> =>
  newDirectory(directory, (half) => fill(half, evidence));
