import { Zip, ZipDeflate } from 'fflate';
import type { DrawEvidence, EndedEvidence } from '../../db/draw/read-evidence.ts';
import { writeBundle } from '../../db/draw/write-bundle.ts';

const LEVEL = 6;

/** A bundle as one file to download: the same files, byte for byte, as `draw export` writes into a folder. */
export const evidenceZip = async (evidence: DrawEvidence | EndedEvidence): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, piece) => {
    if (error !== null) failure = error;
    else pieces.push(piece);
  });
  const begun = new Map<string, ZipDeflate>();
  await writeBundle(evidence, (name, piece, isLast) => {
    const file = begun.get(name) ?? new ZipDeflate(name, { level: LEVEL });
    if (!begun.has(name)) zip.add(file);
    begun.set(name, file);
    file.push(piece, isLast);
  });
  zip.end();
  if (failure !== null) throw failure;
  return Buffer.concat(pieces);
};
