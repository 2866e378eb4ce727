import { createHash } from 'node:crypto';
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
import { mergeRosters } from './merge-rosters.ts';
import type { DrawEvidence, EndedEvidence } from './read-evidence.ts';

const PIECE_CHARS = 1 << 20;

/** Where the files of a bundle go: one after the other, each in pieces; `isLast` ends a file. */
export type PutPiece = (name: string, piece: Uint8Array, isLast: boolean) => void;

/** The merged roster, a piece at a time; its figures for the manifest. */
const putRoster = async (lists: readonly Buffer[], put: PutPiece): Promise<FileFigures> => {
  const hash = createHash('sha256');
  let pending = '';
  let bytes = 0;
  const flush = (isLast: boolean): void => {
    const piece = Buffer.from(pending);
    pending = '';
    bytes += piece.length;
    hash.update(piece);
    put(ROSTER_FILE, piece, isLast);
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

/** Writes a draw's evidence as the files of its bundle, the same bytes wherever `put` keeps them; the manifest last. */
export const writeBundle = async (
  { documents, lists }: DrawEvidence | EndedEvidence,
  put: PutPiece,
): Promise<void> => {
  const files = documentFiles(documents);
  for (const [name, content] of files) put(name, content, true);
  const figures = [...files].map(([name, content]) => figuresOf(name, content));
  if (lists !== null) figures.push(await putRoster(lists, put));
  put(MANIFEST_FILE, canonicalBytes(manifestOf(namedBy(documents), figures)), true);
};
