/** Ways to alter a bundle, as anybody can who holds its files. */

import { figuresOf, manifestOf } from '../../domain/bundle/write-bundle.ts';
import { canonicalBytes } from '../../domain/draw/canonical.ts';
import { utf8 } from '../../domain/draw/hash.ts';

export type Files = ReadonlyMap<string, Uint8Array>;

/** Any JSON, to be bent. */
// biome-ignore lint/suspicious/noExplicitAny: what is bent here has no shape any more
export type Bent = any;

export const textOf = (files: Files, name: string): string => new TextDecoder().decode(files.get(name));

export const jsonOf = (files: Files, name: string): Bent => JSON.parse(textOf(files, name));

/** A file with other bytes; everything else, the manifest too, stays as it was. */
export const withBytes = (files: Files, name: string, content: Uint8Array | string): Files =>
  new Map(files).set(name, typeof content === 'string' ? utf8(content) : content);

export const without = (files: Files, name: string): Files =>
  new Map([...files].filter(([each]) => each !== name));

/** Text replaced once. @throws Error where it is not there: a tampering that does nothing tests nothing */
export const replaced = (files: Files, name: string, from: string | RegExp, to: string): Files => {
  const before = textOf(files, name);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${name} has no ${from}`);
  return withBytes(files, name, after);
};

/** One bit of one byte turned over. */
export const flipped = (files: Files, name: string, place: number, bit = 0): Files => {
  const bytes = Uint8Array.from(files.get(name) ?? []);
  bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
  return withBytes(files, name, bytes);
};

type Named = Parameters<typeof manifestOf>[0];

/** The manifest made anew for the files as they are: nobody needs a key for that. */
export const relisted = (files: Files): Files => {
  const others = [...files].filter(([name]) => name !== 'manifest.json');
  const figures = others.map(([name, content]) => figuresOf(name, content));
  const named = files.has('announcement.json') ? 'announcement.json' : 'end.json';
  const manifest = manifestOf(jsonOf(files, named) as Named, figures);
  return withBytes(files, 'manifest.json', canonicalBytes(manifest));
};

/** A document changed as JSON, written canonically, and the manifest made to fit: only meaning can give it away. */
export const edited = (files: Files, name: string, change: (document: Bent) => Bent): Files => {
  const document = jsonOf(files, name);
  const result = change(document) ?? document;
  return relisted(withBytes(files, name, canonicalBytes(result)));
};

/** The roster's lines changed, and the manifest made to fit. */
export const relined = (files: Files, change: (lines: string[]) => string[]): Files => {
  const lines = textOf(files, 'roster.jsonl').split('\n').slice(0, -1);
  return relisted(withBytes(files, 'roster.jsonl', `${change(lines).join('\n')}\n`));
};
