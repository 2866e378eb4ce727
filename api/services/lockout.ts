import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Person } from './sessions.ts';

/** So many failures in a row, of password and second factor together, lock the account … */
export const MAXIMUM_FAILURES = 5;
/** … for so long. */
export const LOCKOUT_MINUTES = 15;
const MINUTE_MS = 60_000;

export interface Attempt {
  readonly authorityId: string;
  readonly id: string;
  readonly passwordHash: string | null;
  /** Of a password that somebody else has chosen; null for one's own. */
  readonly temporaryUntil: string | null;
}

/** Whose attempt it is: by the name that was typed, or by the account of a sign-in under way. */
export type Who = { readonly username: string } | Person;

const isWho = (who: Who): RawBuilder<boolean> =>
  'username' in who
    ? sql`username = ${who.username}`
    : sql`authority_id = ${who.authorityId} and id = ${who.officerId}`;

/**
 * Counts the attempt before what was given is looked at, in one statement: guesses sent side by side cannot outrun the
 * count. What was right takes its count back. @returns null where the account is locked, or there is none
 */
export const countAttempt = async (
  db: Kysely<Database>,
  who: Who,
  nowMs: number,
): Promise<Attempt | null> => {
  const now = new Date(nowMs).toISOString();
  const until = new Date(nowMs + LOCKOUT_MINUTES * MINUTE_MS).toISOString();
  const { rows } = await sql<Attempt>`
    update officer set
      failed_sign_ins = case when locked_until is null then failed_sign_ins + 1 else 1 end,
      locked_until = case when locked_until is null and failed_sign_ins + 1 >= ${MAXIMUM_FAILURES}
                          then ${until}::timestamptz end
    where ${isWho(who)} and active and (locked_until is null or locked_until <= ${now}::timestamptz)
    returning authority_id, id, password_hash, password_temporary_until as temporary_until`.execute(db);
  return rows[0] ?? null;
};

/**
 * What was right was no failure; those of before stay until the whole sign-in has succeeded. Otherwise whoever knows
 * the password could guess codes for ever.
 */
export const takeBack = async (
  trx: Transaction<Database>,
  { authorityId, officerId }: Person,
): Promise<void> => {
  await sql`
    update officer set
      failed_sign_ins = greatest(failed_sign_ins - 1, 0),
      locked_until = case when failed_sign_ins > ${MAXIMUM_FAILURES} then locked_until end
    where authority_id = ${authorityId} and id = ${officerId}`.execute(trx);
};

/** Until when the account is locked; null where it is not. */
export const lockedUntil = async (db: Kysely<Database>, who: Who, nowMs: number): Promise<string | null> => {
  const found = await db
    .selectFrom('officer')
    .select('lockedUntil')
    .where(isWho(who))
    .where('lockedUntil', '>', new Date(nowMs).toISOString())
    .executeTakeFirst();
  return found?.lockedUntil ?? null;
};

export const isLocked = async (db: Kysely<Database>, who: Who, nowMs: number): Promise<boolean> =>
  (await lockedUntil(db, who, nowMs)) !== null;
