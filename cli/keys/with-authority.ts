import type { Kysely } from 'kysely';
import { type Database, openDatabase } from '../../db/connect.ts';
import { namedAuthority } from '../operate/named-authority.ts';
import { withOperatedDatabase } from '../operate/operated-database.ts';

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
      return await work(db, await namedAuthority(db, authority));
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
