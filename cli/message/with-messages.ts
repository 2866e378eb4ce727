import type { Kysely } from 'kysely';
import { listAuthorities } from '../../db/authority.ts';
import { type Database, openDatabase } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { withNamedDatabase } from '../draw/named-draw.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { UsageError } from '../usage-error.ts';

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
      const all = (await listAuthorities(db)).map(({ id }) => id);
      const chosen = authority ?? (all.length === 1 ? all[0] : undefined);
      if (chosen === undefined || !all.includes(chosen))
        throw new UsageError(`请用 --authority 指定实施主体的编号：${all.join('、')}。`);
      return await work(db, chosen);
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
