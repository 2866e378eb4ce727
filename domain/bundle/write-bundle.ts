/** Makes the files of a bundle; what is written is canonical, so that the same evidence is always the same bytes. */
import { canonicalBytes } from '../draw/canonical.ts';
import { sha256Hex, utf8 } from '../draw/hash.ts';
import { entryJson, type RosterEntry } from '../draw/roster.ts';
import { MANIFEST_FILE, ROSTER_FILE } from './bundle.ts';
import type { Documents, EndedDocuments, Manifest } from './documents.ts';

/** Name, hash and length of a file as the manifest lists it. */
export type FileFigures = Manifest['files'][number];

export const figuresOf = (name: string, content: Uint8Array): FileFigures => ({
  name,
  sha256: sha256Hex(content),
  bytes: content.length,
});

/** A line of roster.jsonl, its LF included. */
export const rosterLine = (entry: RosterEntry): string => `${entryJson(entry)}\n`;

export const manifestOf = (
  { draw_id, draw_no }: Pick<Manifest, 'draw_id' | 'draw_no'>,
  figures: readonly FileFigures[],
): Manifest => ({
  schema: 'dr-1-bundle',
  draw_id,
  draw_no,
  files: figures.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
});

/** Everything but the roster and the manifest; a file that is undefined is not written. */
export type WrittenDocuments = Omit<Documents, typeof MANIFEST_FILE>;

/** The same of a draw without a result. */
export type WrittenEnd = Omit<EndedDocuments, typeof MANIFEST_FILE>;

/** The document that says which draw it is. */
export const namedBy = (documents: WrittenDocuments | WrittenEnd): Pick<Manifest, 'draw_id' | 'draw_no'> =>
  'end.json' in documents ? documents['end.json'] : documents['announcement.json'];

/** The `.json` files but the manifest, by name. */
export const documentFiles = (documents: WrittenDocuments | WrittenEnd): Map<string, Uint8Array> =>
  new Map(
    Object.entries(documents).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, canonicalBytes(value)] as const],
    ),
  );

/**
 * A whole bundle in memory: for small draws and tests.
 *
 * @param roster null where none was announced
 */
export const bundleInMemory = (
  documents: WrittenDocuments | WrittenEnd,
  roster: Iterable<RosterEntry> | null,
): Map<string, Uint8Array> => {
  const files = documentFiles(documents);
  if (roster !== null) {
    let lines = '';
    for (const entry of roster) lines += rosterLine(entry);
    files.set(ROSTER_FILE, utf8(lines));
  }
  const figures = [...files].map(([name, content]) => figuresOf(name, content));
  files.set(MANIFEST_FILE, canonicalBytes(manifestOf(namedBy(documents), figures)));
  return files;
};
