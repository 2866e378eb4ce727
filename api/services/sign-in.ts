import { type Kysely, sql } from 'kysely';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { Database } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { isPassword } from './passwords.ts';
import { openSession } from './sessions.ts';

/** So many wrong passwords in a row lock the account … */
export const MAXIMUM_FAILURES = 5;
/** … for so long. */
export const LOCKOUT_MINUTES = 15;
const MINUTE_MS = 60_000;

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

interface Attempt {
  readonly authorityId: string;
  readonly id: string;
  readonly passwordHash: string | null;
}

/**
 * Counts the attempt before the password is looked at, in one statement: guesses sent side by side cannot outrun the
 * count. A right password takes the count back. @returns null where the account is locked
 */
const countAttempt = async (
  db: Kysely<Database>,
  username: string,
  nowMs: number,
): Promise<Attempt | null> => {
  const now = new Date(nowMs).toISOString();
  const until = new Date(nowMs + LOCKOUT_MINUTES * MINUTE_MS).toISOString();
  const { rows } = await sql<Attempt>`
    update officer set
      failed_sign_ins = case when locked_until is null then failed_sign_ins + 1 else 1 end,
      locked_until = case when locked_until is null and failed_sign_ins + 1 >= ${MAXIMUM_FAILURES}
                          then ${until}::timestamptz end
    where username = ${username} and active and (locked_until is null or locked_until <= ${now}::timestamptz)
    returning authority_id, id, password_hash`.execute(db);
  return rows[0] ?? null;
};

const isLocked = async (db: Kysely<Database>, username: string, nowMs: number): Promise<boolean> =>
  (await db
    .selectFrom('officer')
    .select('id')
    .where('username', '=', username)
    .where('lockedUntil', '>', new Date(nowMs).toISOString())
    .executeTakeFirst()) !== undefined;

const WRONG = '用户名或密码不正确。';

/**
 * Opens a session. Who does not exist and who gave a wrong password get the same answer.
 * @returns the session's token
 * @throws Refusal Unauthenticated, LockedOut
 */
export const signIn = async (
  db: Kysely<Database>,
  { username, password }: Credentials,
  nowMs: number,
): Promise<string> => {
  const attempt = await countAttempt(db, username, nowMs);
  const right = await isPassword(attempt?.passwordHash ?? null, password);
  if (attempt === null || !right) {
    if (await isLocked(db, username, nowMs)) {
      throw new Refusal('LockedOut', `登录失败 ${MAXIMUM_FAILURES} 次，账号已锁定 ${LOCKOUT_MINUTES} 分钟。`);
    }
    throw new Refusal('Unauthenticated', WRONG);
  }
  const { authorityId, id: officerId } = attempt;
  return db.transaction().execute(async (trx) => {
    await trx
      .updateTable('officer')
      .set({ failedSignIns: 0, lockedUntil: null })
      .where('authorityId', '=', authorityId)
      .where('id', '=', officerId)
      .execute();
    await appendAudit(trx, {
      authorityId,
      action: 'officer.sign-in',
      subjectKind: 'officer',
      subjectId: officerId,
      actor: { kind: 'officer', id: officerId },
      commandId: null,
      data: {},
      at: new Date(nowMs).toISOString(),
    });
    return openSession(trx, { authorityId, officerId }, nowMs);
  });
};
