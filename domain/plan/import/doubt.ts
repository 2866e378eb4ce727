import { sha256Hex } from '../../draw/hash.ts';
import type { Choices } from './choices.ts';

/** A field of the importer's output; `document` is the text around the table, `table` the table as a whole. */
export type DoubtField =
  | 'number'
  | 'planName'
  | 'taskNumber'
  | 'taskName'
  | 'drawType'
  | 'ratioPercent'
  | 'item'
  | 'scope'
  | 'windowStart'
  | 'windowEnd'
  | 'document'
  | 'table';

export type DoubtKind =
  | 'missing'
  | 'unreadable'
  | 'cut'
  | 'ambiguous'
  | 'grouping'
  | 'repeated-text'
  | 'stray-text'
  | 'shifted-number'
  | 'stray-number'
  | 'numbering'
  | 'serial'
  | 'to-settle'
  | 'foreign-bureau'
  | 'off-year'
  | 'unknown-window'
  | 'foreign-area'
  | 'bad-answer'
  | 'stale-answer';

/** One thing that a person has to say, because the source does not [R278]. */
export interface Doubt {
  /** Stable across formats and line numbers: field, place of the row, kind, hash of the text without spaces. */
  readonly key: string;
  readonly kind: DoubtKind;
  /** Where the text stands; the first line of a row that is split over several. */
  readonly line: number;
  /**
   * The row's number; where that number is itself in doubt, the number that its place in the table would give (so that
   * the doubts of one row stay together); null where the doubt is not about one row.
   */
  readonly row: string | null;
  /** Place of the row in the table, from 1; null where the doubt is not about one row. */
  readonly place: number | null;
  readonly field: DoubtField;
  /** The source text that gives rise to it. */
  readonly text: string;
  /** The question to a person, in Chinese. */
  readonly question: string;
  /** Where it asks for one of few; absent: for whatever its field takes. */
  readonly choices?: Choices;
}

/** Hex digits of the hash in a key: enough to tell the texts of one file apart. */
const HASH_DIGITS = 12;

const hashOf = (text: string): string => sha256Hex(text.replace(/\s+/gu, '')).slice(0, HASH_DIGITS);

/** Builds a doubt with its key. */
export const doubt = (about: Omit<Doubt, 'key'>): Doubt => ({
  ...about,
  key: [about.field, about.place ?? 0, about.kind, hashOf(about.text)].join('/'),
});

/** In the order of the file: by line, then as they were found. */
export const inFileOrder = (doubts: readonly Doubt[]): Doubt[] =>
  [...doubts].sort((a, b) => a.line - b.line || (a.place ?? 0) - (b.place ?? 0));
