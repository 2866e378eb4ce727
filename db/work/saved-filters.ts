import type { Kysely } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import { jsonb } from '../actor.ts';
import type { Database } from '../connect.ts';

/** Whose filters of which list. */
export interface FilterPlace {
  readonly authorityId: string;
  readonly officerId: string;
  readonly place: 'work' | 'tasks';
}

/** More of them help nobody to find one. */
const MOST = 20;

/** A person's own filters, by name. */
export const savedFilters = (db: Kysely<Database>, { authorityId, officerId, place }: FilterPlace) =>
  db
    .selectFrom('savedFilter')
    .select(['name', 'query'])
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', officerId)
    .where('place', '=', place)
    .orderBy('name')
    .execute();

/** Saves under a name; the same name is written over. @throws Refusal WrongState beyond {@link MOST} */
export const saveFilter = async (
  db: Kysely<Database>,
  of: FilterPlace,
  { name, query, at }: { readonly name: string; readonly query: Record<string, string>; readonly at: string },
): Promise<void> => {
  const held = await savedFilters(db, of);
  if (held.length >= MOST && !held.some((filter) => filter.name === name))
    throw new Refusal('WrongState', `最多保存 ${MOST} 个筛选，请先删去不用的。`);
  await db
    .insertInto('savedFilter')
    .values({ ...of, name, query: jsonb(query), savedAt: at })
    .onConflict((conflict) =>
      conflict
        .columns(['authorityId', 'officerId', 'place', 'name'])
        .doUpdateSet({ query: jsonb(query), savedAt: at }),
    )
    .execute();
};

export const removeFilter = async (
  db: Kysely<Database>,
  { authorityId, officerId, place }: FilterPlace,
  name: string,
): Promise<void> => {
  await db
    .deleteFrom('savedFilter')
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', officerId)
    .where('place', '=', place)
    .where('name', '=', name)
    .execute();
};
