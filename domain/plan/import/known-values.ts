import type { Column } from './columns.ts';

/**
 * Texts that stand complete elsewhere in the same table, per column. Plans repeat their items and scopes in every round
 * [R276], so a torn cell can be recognised as the head or tail of a whole one.
 */
export type KnownValues = ReadonlyMap<Column, ReadonlySet<string>>;

export type Likeness = 'same' | 'head' | 'tail' | 'none';

/** Shorter pieces fit too many texts to say anything. */
const LEAST_LENGTH = 2;

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
