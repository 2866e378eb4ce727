import { createHash, randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';

/** A sign-in lasts a working day; then the person signs in again. */
export const SESSION_HOURS = 12;
const HOUR_MS = 3_600_000;
const TOKEN_BYTES = 32;

export interface Session {
  readonly authorityId: string;
  readonly officerId: string;
  readonly name: string;
  readonly username: string;
}

/** Only the token's hash is stored: who reads the database cannot sign in with what he finds. */
const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** @returns the token, which exists nowhere else */
export const openSession = async (
  trx: Transaction<Database>,
  { authorityId, officerId }: Pick<Session, 'authorityId' | 'officerId'>,
  nowMs: number,
): Promise<string> => {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await trx
    .insertInto('signIn')
    .values({
      tokenHash: tokenHash(token),
      authorityId,
      officerId,
      expiresAt: new Date(nowMs + SESSION_HOURS * HOUR_MS).toISOString(),
    })
    .execute();
  return token;
};

/** The session of a token that is neither expired nor revoked, of an officer who is still active; else null. */
export const findSession = async (
  db: Kysely<Database>,
  token: string,
  nowMs: number,
): Promise<Session | null> =>
  (await db
    .selectFrom('signIn')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.authorityId', '=', 'signIn.authorityId')
        .onRef('officer.id', '=', 'signIn.officerId'),
    )
    .select(['officer.authorityId', 'officer.id as officerId', 'officer.name', 'officer.username'])
    .where('signIn.tokenHash', '=', tokenHash(token))
    .where('signIn.revokedAt', 'is', null)
    .where('signIn.expiresAt', '>', new Date(nowMs).toISOString())
    .where('officer.active', '=', true)
    .executeTakeFirst()) ?? null;

export const revokeSession = async (db: Kysely<Database>, token: string, nowMs: number): Promise<void> => {
  await db
    .updateTable('signIn')
    .set({ revokedAt: new Date(nowMs).toISOString() })
    .where('tokenHash', '=', tokenHash(token))
    .where('revokedAt', 'is', null)
    .execute();
};

/** Signs an officer out everywhere. */
export const revokeSessionsOf = async (
  trx: Transaction<Database>,
  { authorityId, officerId }: Pick<Session, 'authorityId' | 'officerId'>,
  nowMs: number,
): Promise<void> => {
  await trx
    .updateTable('signIn')
    .set({ revokedAt: new Date(nowMs).toISOString() })
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', officerId)
    .where('revokedAt', 'is', null)
    .execute();
};
