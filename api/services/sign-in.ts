import type { Kysely, Transaction } from 'kysely';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { Database } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { type FromWhere, NOWHERE } from '../http/from-where.ts';
import {
  type Attempt,
  countAttempt,
  isLocked,
  LOCKOUT_MINUTES,
  MAXIMUM_FAILURES,
  takeBack,
} from './lockout.ts';
import { isPassword } from './passwords.ts';
import { openSession, type Person, type SignInMethod, type SignInStage } from './sessions.ts';
import { nextStage } from './sign-in-stage.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A step that was taken: the token to go on with, and what is asked next. */
export interface SignInStep {
  readonly token: string;
  readonly stage: SignInStage;
}

const WRONG = '用户名或密码不正确。';

export const lockedOut = (): Refusal =>
  new Refusal('LockedOut', `登录失败 ${MAXIMUM_FAILURES} 次，账号已锁定 ${LOCKOUT_MINUTES} 分钟。`);

/** One event for each failure of an account that exists: the lockout keeps them few. */
export const auditFailure = async (
  db: Kysely<Database>,
  { authorityId, officerId }: Person,
  at: SignInMethod,
  nowMs: number,
): Promise<void> => {
  await db.transaction().execute((trx) =>
    appendAudit(trx, {
      authorityId,
      action: 'officer.sign-in-failed',
      subjectKind: 'officer',
      subjectId: officerId,
      // Nobody has shown who he is.
      actor: { kind: 'system', id: 'sign-in' },
      commandId: null,
      data: { at },
      at: new Date(nowMs).toISOString(),
    }),
  );
};

export interface Entering {
  readonly person: Person;
  readonly methods: readonly SignInMethod[];
  readonly from: FromWhere;
  readonly next: string | null;
}

/** Opens what comes next under a token of its own: the session, or the step that is still asked. */
export const enter = async (
  trx: Transaction<Database>,
  { person, methods, from, next }: Entering,
  nowMs: number,
): Promise<SignInStep> => {
  const stage = await nextStage(trx, person, methods, nowMs);
  const token = await openSession(trx, person, nowMs, { stage, methods, from, next });
  if (stage !== 'open') return { token, stage };
  await trx
    .updateTable('officer')
    .set({ failedSignIns: 0, lockedUntil: null })
    .where('authorityId', '=', person.authorityId)
    .where('id', '=', person.officerId)
    .execute();
  await appendAudit(trx, {
    authorityId: person.authorityId,
    action: 'officer.sign-in',
    subjectKind: 'officer',
    subjectId: person.officerId,
    actor: { kind: 'officer', id: person.officerId },
    commandId: null,
    data: { methods },
    at: new Date(nowMs).toISOString(),
  });
  return { token, stage };
};

const personOf = ({ authorityId, id }: Attempt): Person => ({ authorityId, officerId: id });

/**
 * Takes name and password. Who does not exist and who gave a wrong password get the same answer.
 * @throws Refusal Unauthenticated, LockedOut
 */
export const signIn = async (
  db: Kysely<Database>,
  { username, password }: Credentials,
  nowMs: number,
  { from = NOWHERE, next = null }: Partial<Pick<Entering, 'from' | 'next'>> = {},
): Promise<SignInStep> => {
  const attempt = await countAttempt(db, { username }, nowMs);
  const right = await isPassword(attempt?.passwordHash ?? null, password);
  if (attempt === null || !right) {
    if (attempt !== null) await auditFailure(db, personOf(attempt), 'password', nowMs);
    if (await isLocked(db, { username }, nowMs)) throw lockedOut();
    throw new Refusal('Unauthenticated', WRONG);
  }
  const { temporaryUntil } = attempt;
  if (temporaryUntil !== null && Date.parse(temporaryUntil) <= nowMs) {
    throw new Refusal('Unauthenticated', '初始密码已过期，请系统管理员重新设置。');
  }
  const person = personOf(attempt);
  return db.transaction().execute(async (trx) => {
    await takeBack(trx, person);
    return enter(trx, { person, methods: ['password'], from, next }, nowMs);
  });
};
