import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { rolesOf } from '../../db/officers.ts';
import { dateAt } from '../../domain/calendar/dates.ts';
import { type Person, tokenHash } from './sessions.ts';

/** Where a person's day begins: the office at the console, who only inspects at the field view. */
const landingOf = async (db: Kysely<Database>, person: Person, nowMs: number): Promise<string> => {
  const on = dateAt(new Date(nowMs).toISOString());
  const roles = await rolesOf(db, person.authorityId, person.officerId, on);
  return roles.length > 0 && roles.every((role) => role === 'inspector') ? '/field' : '/console';
};

/** Where a fresh session leads: to the page that was asked for, else to where the person's work is. */
export const placeAfterSignIn = async (
  db: Kysely<Database>,
  token: string,
  nowMs: number,
  hasPages: boolean,
): Promise<string> => {
  const { nextPath, authorityId, officerId } = await db
    .selectFrom('signIn')
    .select(['nextPath', 'authorityId', 'officerId'])
    .where('tokenHash', '=', tokenHash(token))
    .executeTakeFirstOrThrow();
  if (nextPath !== null) return nextPath;
  return hasPages ? landingOf(db, { authorityId, officerId }, nowMs) : '/';
};
