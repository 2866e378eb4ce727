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
        ({ kinds, query }) =>
          // Of several kinds one could fill the limit before the other is met.
          sql`select kind, count(*)::int as count
                from (select kind from (${query}) owed ${kinds.length > 1 ? sql`` : sql`limit ${sql.lit(MOST)}`}) few
               group by kind`,
      ),
      sql` union all `,
    )}`.execute(db);
  const counts = new Map<WorkKind, number>();
  for (const { kind, count } of rows) counts.set(kind, Math.min(MOST, (counts.get(kind) ?? 0) + count));
  return counts;
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
