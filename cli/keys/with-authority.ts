import type { Kysely } from 'kysely';
import { listAuthorities } from '../../db/authority.ts';
import { type Database, openDatabase } from '../../db/connect.ts';
import { withOperatedDatabase } from '../operate/operated-database.ts';
import { UsageError } from '../usage-error.ts';

/** The database that an operator means, and the authority named or the only one there is. */
export const withAuthority = <T>(
  {
    authority,
    'database-url': url,
  }: { readonly authority?: string | undefined; readonly 'database-url'?: string | undefined },
  work: (db: Kysely<Database>, authorityId: string) => Promise<T>,
): Promise<T> => {
  const over = async (address: string): Promise<T> => {
    const db = openDatabase(address, { max: 2, applicationName: 'inspection-keys' });
    try {
      const all = (await listAuthorities(db)).map(({ id }) => id);
      const chosen = authority ?? (all.length === 1 ? all[0] : undefined);
      if (chosen === undefined || !all.includes(chosen))
        throw new UsageError(`请用 --authority 指定实施主体的编号：${all.join('、')}。`);
      return await work(db, chosen);
    } finally {
      await db.destroy();
    }
  };
  return url === undefined ? withOperatedDatabase(over) : over(url);
};

/** Options of every command that needs the database. */
export const DATABASE_OPTIONS = {
  authority: { type: 'string' },
  'database-url': { type: 'string' },
} as const;
