import { type Kysely, sql, type Transaction } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { Database } from '../../db/connect.ts';
import { tellOwner } from '../../db/people/tell-owner.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { type FromWhere, NOWHERE } from '../http/from-where.ts';
import {
  type Attempt,
  countAttempt,
  isLocked,
  LOCKOUT_MINUTES,
  lockedUntil,
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

/** Who typed has not shown who he is. */
const UNKNOWN = { kind: 'system', id: 'sign-in' } as const;

/** One event for each failure of an account that exists: the lockout keeps them few. Its owner hears of a lockout. */
export const auditFailure = async (
  db: Kysely<Database>,
  { authorityId, officerId }: Person,
  at: SignInMethod,
  nowMs: number,
): Promise<void> => {
  const doing = { actor: UNKNOWN, commandId: null, at: new Date(nowMs).toISOString() };
  await db.transaction().execute(async (trx) => {
    await appendAudit(trx, {
      ...doing,
      authorityId,
      action: 'officer.sign-in-failed',
      subjectKind: 'officer',
      subjectId: officerId,
      data: { at },
    });
    const until = await lockedUntil(trx, { authorityId, officerId }, nowMs);
    // Guesses side by side find the same lockout: one notice.
    if (until !== null)
      await tellOwner(trx, { authorityId, officerId }, 'locked', doing, { occasion: until });
  });
};

export interface Entering {
  readonly person: Person;
  readonly methods: readonly SignInMethod[];
  readonly from: FromWhere;
  readonly next: string | null;
}

/** How often the sign-in has failed since it last succeeded: a lockout that is over has left no other trace. */
const failuresBefore = async (
  trx: Transaction<Database>,
  { authorityId, officerId }: Person,
): Promise<number> => {
  const { rows } = await sql<{ failures: number }>`
    with attempt as (select id, action from audit_event
      where (authority_id, subject_kind, subject_id) = (${authorityId}, 'officer', ${officerId})
        and action in ('officer.sign-in', 'officer.sign-in-failed'))
    select count(*)::int as failures from attempt
     where action = 'officer.sign-in-failed'
       and id > coalesce((select max(id) from attempt where action = 'officer.sign-in'), 0)`.execute(trx);
  return rows[0]?.failures ?? 0;
};

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
  const doing: Doing = {
    actor: { kind: 'officer', id: person.officerId },
    commandId: null,
    at: new Date(nowMs).toISOString(),
  };
  if ((await failuresBefore(trx, person)) >= MAXIMUM_FAILURES)
    await tellOwner(trx, person, 'entered-after-failures', doing);
  await appendAudit(trx, {
    ...doing,
    authorityId: person.authorityId,
    action: 'officer.sign-in',
    subjectKind: 'officer',
    subjectId: person.officerId,
    data: { methods },
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
