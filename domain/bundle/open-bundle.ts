/** Opens a bundle: the first three checks (files, canonical, schema), after which its documents can be read. */

import { DRAW_SCHEMA } from '../draw/announcement.ts';
import { canonicalJson } from '../draw/canonical.ts';
import { isDrawAlgorithm } from '../draw/profile.ts';
import { ANNOUNCEMENT_FILE, type Bundle, bytesOf, filesOf, ROSTER_FILE } from './bundle.ts';
import type { AnyDocuments } from './documents.ts';
import { faultOfShape, type Shapes } from './shape.ts';
import type { Wrong } from './words.ts';

/** A `.json` file with its bytes, or why it cannot be read. */
export interface Sheet {
  readonly bytes: Uint8Array;
  readonly value?: unknown;
  readonly fault?: 'not-text' | 'not-json' | 'not-canonical';
}

const sheetOf = (bytes: Uint8Array): Sheet => {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { bytes, fault: 'not-text' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { bytes, fault: 'not-json' };
  }
  try {
    return canonicalJson(value) === text ? { bytes, value } : { bytes, fault: 'not-canonical' };
  } catch {
    return { bytes, fault: 'not-canonical' };
  }
};

export type Sheets = ReadonlyMap<string, Sheet>;

/** Reads every `.json` file; names ascending. */
export const sheetsOf = async (bundle: Bundle): Promise<Sheets> => {
  const known = filesOf(bundle);
  const sheets = new Map<string, Sheet>();
  for (const [name, content] of [...bundle].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (name !== ROSTER_FILE && name in known) sheets.set(name, sheetOf(await bytesOf(content)));
  }
  return sheets;
};

export const checkFiles = (bundle: Bundle): Wrong | null => {
  const known = filesOf(bundle);
  for (const [file, needed] of Object.entries(known)) {
    if (needed && !bundle.has(file)) return { code: 'files', case: 'missing', values: { file } };
  }
  const unknown = [...bundle.keys()].filter((name) => !(name in known)).sort()[0];
  return unknown === undefined ? null : { code: 'files', case: 'unknown', values: { file: unknown } };
};

export const checkCanonical = (sheets: Sheets): Wrong | null => {
  for (const [file, { fault }] of sheets) {
    if (fault !== undefined) return { code: 'canonical', case: fault, values: { file } };
  }
  return null;
};

/** An announcement of unknown rules is refused before its shape is looked at: other rules may have other members. */
const unknownRules = (sheets: Sheets): string | null => {
  const sheet = sheets.get(ANNOUNCEMENT_FILE);
  if (sheet === undefined) return null;
  const { schema, alg } = (sheet.value ?? {}) as Readonly<Record<string, unknown>>;
  const known = schema === DRAW_SCHEMA && typeof alg === 'string' && isDrawAlgorithm(alg);
  return known ? null : `${schema} / ${alg}`;
};

export const checkSchema = (sheets: Sheets, shapes: Shapes): Wrong | null => {
  const found = unknownRules(sheets);
  if (found !== null)
    return { code: 'schema', case: 'unknown-rules', values: { file: ANNOUNCEMENT_FILE, found } };
  for (const [file, { value }] of sheets) {
    const path = faultOfShape(shapes, shapes[file] ?? 'any', value);
    if (path !== null) return { code: 'schema', case: 'shape', values: { file, path } };
  }
  return null;
};

/** The documents of a bundle that passed {@link checkSchema}. */
export const documentsOf = (sheets: Sheets): AnyDocuments =>
  Object.fromEntries([...sheets].map(([name, { value }]) => [name, value])) as unknown as AnyDocuments;
