import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

/** What a browser fetches before it can show the given modules: each with all that it imports at once. */
const filesOf = (manifest: Readonly<Record<string, Chunk>>, entries: readonly string[]): Set<string> => {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visitChunk = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`the build has no ${name}`);
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
    for (const imported of chunk.imports ?? []) visitChunk(imported);
  };
  for (const entry of entries) visitChunk(entry);
  return files;
};

/**
 * Bytes, gzipped, that travel before a page shows: its HTML, its scripts and its sheets.
 *
 * @param directory of the build
 * @param page such as `console/index.html`
 * @param more modules that it fetches at once for what it shows first
 */
export const firstViewBytes = async (
  directory: string,
  page: string,
  more: readonly string[] = [],
): Promise<number> => {
  const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8'));
  let bytes = 0;
  for (const file of [page, ...filesOf(manifest, [page, ...more])])
    bytes += gzipSync(await readFile(join(directory, file)), { level: 9 }).length;
  return bytes;
};
