import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
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
import { Refusal } from '../../domain/failure/failures.ts';

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

/**
 * Writes a bundle as a new directory, whole or not at all: it is filled under another name and renamed at the end.
 *
 * @throws Refusal (Chinese) where there is something of that name already
 */
export const writeDirectory = async (
  directory: string,
  evidence: DrawEvidence | EndedEvidence,
): Promise<void> => {
  const target = resolve(directory);
  if (existsSync(target))
    throw new Refusal('WrongState', `“${basename(target)}”已经存在，请另取一个目录名。`);
  const half = join(dirname(target), `.${basename(target)}.${process.pid}`);
  await mkdir(half, { recursive: true });
  try {
    await fill(half, evidence);
    await rename(half, target);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  }
};
