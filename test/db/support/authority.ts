import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';

/** A bare authority to hang rows on, where the test is about other things. */
export const addAuthority = async (db: Kysely<Database>, id: string): Promise<void> => {
  await db
    .insertInto('authority')
    .values({ id, name: `${id}交通运输局`, shortName: id, regionCode: '140603', settings: sql`'{}'::jsonb` })
    .execute();
};
