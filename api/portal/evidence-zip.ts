import { createHash } from 'node:crypto';
import { Zip, ZipDeflate } from 'fflate';
import { mergeRosters } from '../../db/draw/merge-rosters.ts';
import type { DrawEvidence, EndedEvidence } from '../../db/draw/read-evidence.ts';
import { MANIFEST_FILE, ROSTER_FILE } from '../../domain/bundle/bundle.ts';
import {
  documentFiles,
  type FileFigures,
  figuresOf,
  manifestOf,
  namedBy,
  rosterLine,
} from '../../domain/bundle/write-bundle.ts';
import { canonicalBytes } from '../../domain/draw/canonical.ts';

const PIECE_CHARS = 1 << 20;
const LEVEL = 6;

const addFile = (zip: Zip, name: string, content: Uint8Array): void => {
  const file = new ZipDeflate(name, { level: LEVEL });
  zip.add(file);
  file.push(content, true);
};

const addRoster = async (zip: Zip, lists: readonly Buffer[]): Promise<FileFigures> => {
  const file = new ZipDeflate(ROSTER_FILE, { level: LEVEL });
  zip.add(file);
  const hash = createHash('sha256');
  let pending = '';
  let bytes = 0;
  const flush = (last: boolean): void => {
    const piece = Buffer.from(pending);
    pending = '';
    bytes += piece.length;
    hash.update(piece);
    file.push(piece, last);
  };
  await mergeRosters(
    lists,
    (entry) => {
      pending += rosterLine(entry);
      if (pending.length > PIECE_CHARS) flush(false);
    },
    () => {},
  );
  flush(true);
  return { name: ROSTER_FILE, sha256: hash.digest('hex'), bytes };
};

/** A bundle as one file to download: the same files, byte for byte, as `draw export` writes into a folder. */
export const evidenceZip = async ({ documents, lists }: DrawEvidence | EndedEvidence): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, piece) => {
    if (error !== null) failure = error;
    else pieces.push(piece);
  });
  const files = documentFiles(documents);
  for (const [name, content] of files) addFile(zip, name, content);
  const figures = [...files].map(([name, content]) => figuresOf(name, content));
  if (lists !== null) figures.push(await addRoster(zip, lists));
  addFile(zip, MANIFEST_FILE, canonicalBytes(manifestOf(namedBy(documents), figures)));
  zip.end();
  if (failure !== null) throw failure;
  return Buffer.concat(pieces);
};
