import type { Kysely } from 'kysely';
import { type Database, openDatabase } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { withNamedDatabase } from '../draw/named-draw.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { namedAuthority } from '../operate/named-authority.ts';

/** Options of every action: which database, and which authority of it. */
export const MESSAGE_OPTIONS = {
  authority: { type: 'string' },
  'database-url': { type: 'string' },
  rehearsal: { type: 'string' },
} as const;

export interface Named {
  readonly authority?: string | undefined;
  readonly 'database-url'?: string | undefined;
  readonly rehearsal?: string | undefined;
}

/**
 * Gives the work the database and authority that the options name: the live one and the only one where they name none.
 * A refusal is told on stderr and gives 1.
 */
export const withMessages = async (
  { authority, 'database-url': databaseUrl, rehearsal }: Named,
  io: CommandIo,
  work: (db: Kysely<Database>, authorityId: string) => Promise<number>,
): Promise<number> => {
  const over = async (url: string): Promise<number> => {
    const db = openDatabase(url, { max: 2, applicationName: 'inspection-messages' });
    try {
      return await work(db, await namedAuthority(db, authority));
    } finally {
      await db.destroy();
    }
  };
  try {
    return await withNamedDatabase({ databaseUrl, rehearsal }, over);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    io.stderr.write(`${error.message}\n`);
    return EXIT.failed;
  }
};
