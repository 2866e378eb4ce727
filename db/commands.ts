import type { Kysely, Selectable } from 'kysely';
import type { Database } from './connect.ts';
import type { Command } from './types.ts';

/** A command that was carried out, with its answer; undefined if the id is new to this authority. */
export const findCommand = (
  db: Kysely<Database>,
  authorityId: string,
  commandId: string,
): Promise<Selectable<Command> | undefined> =>
  db
    .selectFrom('command')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', commandId)
    .executeTakeFirst();
