import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
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

/** What makes two commands the same: everything but when they arrive. Lowercase hex SHA-256. */
export const payloadHash = (name: string, subjectId: string, command: object): string =>
  createHash('sha256')
    .update(canonicalize({ name, subjectId, command }) ?? '')
    .digest('hex');
