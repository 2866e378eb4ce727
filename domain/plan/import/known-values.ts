import type { Column } from './columns.ts';

/**
 * Texts that stand complete elsewhere in the same table, per column; an entry without texts says that the
 * column was seen whole. Plans repeat their items and scopes in every round
 * [R276], so a torn cell can be recognised as the head or tail of a whole one.
 */
export type KnownValues = ReadonlyMap<Column, ReadonlySet<string>>;

/** Nothing is known of the table yet. */
export const NOTHING_KNOWN: KnownValues = new Map();

export type Likeness = 'same' | 'head' | 'tail' | 'overlong' | 'none';

/** Shorter pieces fit too many texts to say anything. */
const LEAST_LENGTH = 2;

/** What differs from row to row in texts that repeat otherwise: a scope's cut-off [R274], a plan name's serial [R271]. */
const VARYING: Partial<Record<Column, RegExp>> = {
  scope: /(?<=\d{4}年)\d{1,2}(?=月)/gu,
  planName: /\d+$/gu,
};

const shape = (column: Column, text: string): string => {
  const varying = VARYING[column];
  return varying === undefined ? text : text.replace(varying, '');
};

/** Whether a text is one of the known values of a column, the head or tail of one, or one with something added. */
export const likeness = (known: KnownValues, column: Column, text: string): Likeness => {
  const values = known.get(column);
  if (values === undefined || text.length < LEAST_LENGTH) return 'none';
  const shaped = shape(column, text);
  if (values.has(shaped)) return 'same';
  for (const value of values) {
    if (value.startsWith(shaped)) return 'head';
    if (value.endsWith(shaped)) return 'tail';
  }
  for (const value of values) if (shaped.startsWith(value) || shaped.endsWith(value)) return 'overlong';
  return 'none';
};

/** Columns whose texts repeat from round to round. In the others one good text may begin or end another (5% and 15%). */
const REPEATING: readonly Column[] = ['planName', 'taskName', 'item', 'scope', 'window'];

/** Texts found once that begin or end another one may be torn cells that happen to read well (2021年1月 of 1月至4月). */
const withoutPieces = (counts: ReadonlyMap<string, number>): Set<string> => {
  const texts = [...counts.keys()];
  const isPiece = (text: string) =>
    texts.some((other) => other !== text && (other.startsWith(text) || other.endsWith(text)));
  return new Set(texts.filter((text) => (counts.get(text) ?? 0) > 1 || !isPiece(text)));
};

/**
 * Known values from texts that stand whole. Every column that was seen whole has an entry, though only those whose texts
 * repeat are worth comparing with.
 */
export const knownFrom = (texts: ReadonlyMap<Column, readonly string[]>): KnownValues =>
  new Map(
    [...texts].map(([column, found]) => {
      const counts = new Map<string, number>();
      for (const text of REPEATING.includes(column) ? found : []) {
        const shaped = shape(column, text);
        counts.set(shaped, (counts.get(shaped) ?? 0) + 1);
      }
      return [column, withoutPieces(counts)];
    }),
  );
