import type { Transaction } from 'kysely';
import type { Database } from './connect.ts';

/**
 * The next number of an authority's series in a year: 1, 2, 3 … without gaps or repeats (R271; draw numbers, order
 * numbers). The series' row stays locked until the transaction ends, so a rolled back transaction gives its number
 * back and the next in line gets it. Take the number late in the transaction: whoever else needs one waits.
 */
export const nextNumber = async (
  trx: Transaction<Database>,
  authorityId: string,
  name: string,
  year: number,
): Promise<number> => {
  const { value } = await trx
    .insertInto('authoritySequence')
    .values({ authorityId, name, year, value: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['authorityId', 'name', 'year'])
        .doUpdateSet((eb) => ({ value: eb('authoritySequence.value', '+', 1) })),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  return value;
};
