import { sql } from 'kysely';

/** Whether a row's `kind` and `code` are those of a unit that a file names. */
export const isNamedUnit = (named: readonly { readonly kind: string; readonly code: string }[]) =>
  sql<boolean>`(kind, code) in (select * from unnest(${named.map(({ kind }) => kind)}::text[],
                                                     ${named.map(({ code }) => code)}::text[]))`;
