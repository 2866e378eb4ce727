import type { Column } from './columns.ts';

/**
 * Texts that stand complete elsewhere in the same table, per column. Plans repeat their items and scopes in every round
 * [R276], so a torn cell can be recognised as the head or tail of a whole one.
 */
export type KnownValues = ReadonlyMap<Column, ReadonlySet<string>>;

/** Nothing is known of the table yet. */
export const NOTHING_KNOWN: KnownValues = new Map();

export type Likeness = 'same' | 'head' | 'tail' | 'none';

/** Shorter pieces fit too many texts to say anything. */
const LEAST_LENGTH = 2;

/** Whether a text is one of the known values of a column, or the head or tail of one. */
export const likeness = (known: KnownValues, column: Column, text: string): Likeness => {
  const values = known.get(column);
  if (values === undefined || text.length < LEAST_LENGTH) return 'none';
  if (values.has(text)) return 'same';
  for (const value of values) {
    if (value.startsWith(text)) return 'head';
    if (value.endsWith(text)) return 'tail';
  }
  return 'none';
};

/**
 * Known values from what was found and how often. A text found once that begins or ends another one may be a torn cell
 * that happens to read well (2021年1月 of 2021年1月至4月), so it is no measure for others.
 */
export const knownFrom = (found: ReadonlyMap<Column, ReadonlyMap<string, number>>): KnownValues =>
  new Map(
    [...found].map(([column, counts]) => {
      const texts = [...counts.keys()];
      const isPiece = (text: string) =>
        texts.some((other) => other !== text && (other.startsWith(text) || other.endsWith(text)));
      return [column, new Set(texts.filter((text) => (counts.get(text) ?? 0) > 1 || !isPiece(text)))];
    }),
  );
