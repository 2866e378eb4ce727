import type { Kysely } from 'kysely';
import { type Database, openDatabase } from '../../db/connect.ts';
import { installationMode } from '../../db/installation.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { withNamedDatabase } from '../draw/named-draw.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { namedAuthority } from '../operate/named-authority.ts';
import { UsageError } from '../usage-error.ts';
import { type Named, REHEARSAL_HEAD, rehearsalHint } from './words.ts';

/** Options of what changes something: a kept rehearsal is only looked at. */
export const CHANGING_OPTIONS = {
  authority: { type: 'string' },
  'database-url': { type: 'string' },
} as const;

/** Options of what only reads: which database, and which authority of it. */
export const MESSAGE_OPTIONS = {
  ...CHANGING_OPTIONS,
  rehearsal: { type: 'string' },
} as const;

/** There is no such thing, or no live database at all: what is looked for may be a rehearsal's. */
const ELSEWHERE: ReadonlySet<string> = new Set(['NotFound', 'NotReady']);

/**
 * Gives the work the database and authority that the options name: the live one and the only one where they name none.
 * What comes from a rehearsal says so in its first line. A refusal is told on stderr and gives 1.
 */
export const withMessages = async (
  named: Named,
  io: CommandIo,
  work: (db: Kysely<Database>, authorityId: string) => Promise<number>,
): Promise<number> => {
  const { authority, 'database-url': databaseUrl, rehearsal } = named;
  const over = async (url: string): Promise<number> => {
    const db = openDatabase(url, { max: 2, applicationName: 'inspection-messages' });
    try {
      const authorityId = await namedAuthority(db, authority).catch(async (error: unknown) => {
        if (!(error instanceof UsageError)) throw error;
        throw new UsageError(`${error.message}${(await rehearsalHint(named)).trimEnd()}`);
      });
      if ((await installationMode(db)) === 'rehearsal') io.stdout.write(REHEARSAL_HEAD);
      return await work(db, authorityId);
    } finally {
      await db.destroy();
    }
  };
  try {
    return await withNamedDatabase({ databaseUrl, rehearsal }, over);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const hint = ELSEWHERE.has(error.code) ? await rehearsalHint(named) : '';
    io.stderr.write(`${error.message}\n${hint}`);
    return EXIT.failed;
  }
};
