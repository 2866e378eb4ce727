import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { WorkAsked } from './asked.ts';
import { branchesFor } from './branches.ts';
import { factsOfKind, type WorkKind } from './kinds.ts';

/** Nobody needs to know how much more it is: the menu shows no greater number. */
const MOST = 1000;

/** How many matters of each kind a person owes, up to {@link MOST}. */
export const countKinds = async (
  db: Kysely<Database>,
  asked: WorkAsked,
): Promise<ReadonlyMap<WorkKind, number>> => {
  const branches = branchesFor(asked);
  const { rows } = await sql<{ kind: WorkKind; count: number }>`
    ${sql.join(
      branches.map(
        ({ kind, query }) =>
          sql`select ${sql.lit(kind)}::text as kind, count(*)::int as count
                from (select 1 from (${query}) owed limit ${MOST}) few`,
      ),
      sql` union all `,
    )}`.execute(db);
  return new Map(rows.map(({ kind, count }) => [kind, count]));
};

/** The numbers of the menu, by its place; the whole under `work`. */
export const countPlaces = (kinds: ReadonlyMap<WorkKind, number>): Record<string, number> => {
  const counts: Record<string, number> = { work: 0 };
  for (const [kind, count] of kinds) {
    if (count === 0) continue;
    const { place } = factsOfKind(kind);
    counts[place] = (counts[place] ?? 0) + count;
    counts['work'] = (counts['work'] ?? 0) + count;
  }
  return counts;
};
