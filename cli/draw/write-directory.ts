import { createHash } from 'node:crypto';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
import { newDirectory } from '../new-directory.ts';

const CHUNK_CHARS = 1 << 20;

/** The merged roster, a piece at a time; its figures for the manifest. */
const writeRoster = async (path: string, lists: readonly Buffer[]): Promise<FileFigures> => {
  const hash = createHash('sha256');
  const pieces: Buffer[] = [];
  let pending = '';
  let bytes = 0;
  const flush = (): void => {
    const piece = Buffer.from(pending);
    pending = '';
    hash.update(piece);
    bytes += piece.length;
    pieces.push(piece);
  };
  const file = await open(path, 'wx');
  try {
    await mergeRosters(
      lists,
      (entry) => {
        pending += rosterLine(entry);
        if (pending.length > CHUNK_CHARS) flush();
      },
      () => {},
    );
    flush();
    for (const piece of pieces) await file.writeFile(piece);
  } finally {
    await file.close();
  }
  return { name: ROSTER_FILE, sha256: hash.digest('hex'), bytes };
};

const fill = async (directory: string, { documents, lists }: DrawEvidence | EndedEvidence): Promise<void> => {
  const files = documentFiles(documents);
  for (const [name, content] of files) await writeFile(join(directory, name), content, { flag: 'wx' });
  const figures = [...files].map(([name, content]) => figuresOf(name, content));
  if (lists !== null) figures.push(await writeRoster(join(directory, ROSTER_FILE), lists));
  const manifest = canonicalBytes(manifestOf(namedBy(documents), figures));
  await writeFile(join(directory, MANIFEST_FILE), manifest, { flag: 'wx' });
};

/** Writes a bundle as a new directory. @throws Refusal (Chinese) where there is something of that name already */
export const writeDirectory = (directory: string, evidence: DrawEvidence | EndedEvidence): Promise<void> =>
  newDirectory(directory, (half) => fill(half, evidence));
