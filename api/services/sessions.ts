import { createHash, randomBytes } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { DEFAULT_SECURITY } from '../../db/security-settings.ts';
import { type FromWhere, NOWHERE } from '../http/from-where.ts';

/** A sign-in lasts a working day; then the person signs in again. */
export const SESSION_HOURS = 12;
/** From the password to the end of what is asked besides. */
export const STEP_MINUTES = 10;
/** Use is noted no more often: a page asks many things at once. */
const NOTED_EVERY_MS = 60_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const TOKEN_BYTES = 32;

/** How far a sign-in is: what is still asked, or `open`, the only one that is a session. */
export type SignInStage = 'second-factor' | 'password' | 'enrol' | 'open';
/** By what a person showed who he is. */
export type SignInMethod = 'password' | 'code' | 'provider' | 'provider-factor';

export interface Person {
  readonly authorityId: string;
  readonly officerId: string;
}

export interface Session extends Person {
  readonly id: string;
  readonly name: string;
  readonly username: string;
}

export interface NewSignIn {
  readonly stage: SignInStage;
  readonly methods: readonly SignInMethod[];
  readonly from: FromWhere;
  /** Where the person wanted to go. */
  readonly next: string | null;
}

/** Only the token's hash is stored: who reads the database cannot sign in with what he finds. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

const lifetimeMs = (stage: SignInStage): number =>
  stage === 'open' ? SESSION_HOURS * HOUR_MS : STEP_MINUTES * MINUTE_MS;

const OPEN: NewSignIn = { stage: 'open', methods: ['password'], from: NOWHERE, next: null };

/** @returns the token, which exists nowhere else */
export const openSession = async (
  trx: Transaction<Database>,
  { authorityId, officerId }: Person,
  nowMs: number,
  { stage, methods, from, next }: NewSignIn = OPEN,
): Promise<string> => {
  const token = newToken();
  const now = new Date(nowMs).toISOString();
  await trx
    .insertInto('signIn')
    .values({
      ...{
        tokenHash: tokenHash(token),
        authorityId,
        officerId,
        stage,
        methods: [...methods],
        nextPath: next,
      },
      ...{ openedAt: now, lastSeenAt: now, address: from.address, agent: from.agent },
      expiresAt: new Date(nowMs + lifetimeMs(stage)).toISOString(),
    })
    .execute();
  return token;
};

const noteUse = async (db: Kysely<Database>, id: string, nowMs: number): Promise<void> => {
  await db
    .updateTable('signIn')
    .set({ lastSeenAt: new Date(nowMs).toISOString() })
    .where('id', '=', id)
    .execute();
};

/** Neither ended by anybody, nor too old, nor unused for longer than its authority allows. */
export const isAlive = (nowMs: number) => {
  const now = new Date(nowMs).toISOString();
  return sql<boolean>`sign_in.revoked_at is null and sign_in.expires_at > ${now}::timestamptz
    and sign_in.last_seen_at > ${now}::timestamptz - make_interval(mins => coalesce(
      (select idle_minutes from authority_security s where s.authority_id = sign_in.authority_id),
      ${DEFAULT_SECURITY.idleMinutes}::int))`;
};

/** The session of a token, of an officer who is still active; null where it is none (any more). Notes its use. */
export const findSession = async (
  db: Kysely<Database>,
  token: string,
  nowMs: number,
): Promise<Session | null> => {
  const found = await db
    .selectFrom('signIn')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.authorityId', '=', 'signIn.authorityId')
        .onRef('officer.id', '=', 'signIn.officerId'),
    )
    .select(['officer.authorityId', 'officer.id as officerId', 'officer.name', 'officer.username'])
    .select(['signIn.id', 'signIn.lastSeenAt'])
    .where('signIn.tokenHash', '=', tokenHash(token))
    .where('signIn.stage', '=', 'open')
    .where('officer.active', '=', true)
    .where(isAlive(nowMs))
    .executeTakeFirst();
  if (found === undefined) return null;
  const { lastSeenAt, ...session } = found;
  if (nowMs - Date.parse(lastSeenAt ?? '') > NOTED_EVERY_MS) await noteUse(db, session.id, nowMs);
  return session;
};

export const revokeSession = async (db: Kysely<Database>, token: string, nowMs: number): Promise<void> => {
  await db
    .updateTable('signIn')
    .set({ revokedAt: new Date(nowMs).toISOString() })
    .where('tokenHash', '=', tokenHash(token))
    .where('revokedAt', 'is', null)
    .execute();
};

/** Signs an officer out everywhere; `except` names a session that he keeps. @returns how many ended */
export const revokeSessionsOf = async (
  trx: Transaction<Database>,
  { authorityId, officerId }: Person,
  nowMs: number,
  except: string | null = null,
): Promise<number> => {
  const { numUpdatedRows } = await trx
    .updateTable('signIn')
    .set({ revokedAt: new Date(nowMs).toISOString() })
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', officerId)
    .where('revokedAt', 'is', null)
    .$if(except !== null, (query) => query.where('id', '<>', except))
    .executeTakeFirst();
  return Number(numUpdatedRows);
};
