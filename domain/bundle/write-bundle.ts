/** Makes the files of a bundle; what is written is canonical, so that the same evidence is always the same bytes. */
import { canonicalBytes } from '../draw/canonical.ts';
import { sha256Hex, utf8 } from '../draw/hash.ts';
import { entryJson, type RosterEntry } from '../draw/roster.ts';
import { MANIFEST_FILE, ROSTER_FILE } from './bundle.ts';
import type { Documents, Manifest } from './documents.ts';

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
  { draw_id, draw_no }: Documents['announcement.json'],
  figures: readonly FileFigures[],
): Manifest => ({
  schema: 'dr-1-bundle',
  draw_id,
  draw_no,
  files: figures.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
});

/** Everything but the roster and the manifest; a file that is undefined is not written. */
export type WrittenDocuments = Omit<Documents, typeof MANIFEST_FILE>;

/** The `.json` files but the manifest, by name. */
export const documentFiles = (documents: WrittenDocuments): Map<string, Uint8Array> =>
  new Map(
    Object.entries(documents).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, canonicalBytes(value)] as const],
    ),
  );

/** A whole bundle in memory: for small draws and tests. */
export const bundleInMemory = (
  documents: WrittenDocuments,
  roster: Iterable<RosterEntry>,
): Map<string, Uint8Array> => {
  const files = documentFiles(documents);
  let lines = '';
  for (const entry of roster) lines += rosterLine(entry);
  files.set(ROSTER_FILE, utf8(lines));
  const figures = [...files].map(([name, content]) => figuresOf(name, content));
  files.set(MANIFEST_FILE, canonicalBytes(manifestOf(documents['announcement.json'], figures)));
  return files;
};
