import type { Kysely, Transaction } from 'kysely';
import type { Doing } from '../../../db/actor.ts';
import type { Database } from '../../../db/connect.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { countAttempt, takeBack } from '../lockout.ts';
import { isPassword } from '../passwords.ts';
import { openSession, revokeSessionsOf, type Session } from '../sessions.ts';
import { auditFailure, lockedOut } from '../sign-in.ts';
import { mustHaveSecondFactor } from '../sign-in-stage.ts';
import {
  beginEnrolment,
  confirmEnrolment,
  removeFactor,
  renewRecoveryCodes,
  secondFactorState,
  spendCode,
} from './second-factor.ts';
import type { SecretBox } from './secret-box.ts';

export interface OwnFactorDeps {
  readonly db: Kysely<Database>;
  readonly box: SecretBox;
}

type Trx = Transaction<Database>;

export const ownFactorState = async ({ db, box }: OwnFactorDeps, session: Session, nowMs: number) => ({
  ...(await secondFactorState(db, session)),
  required: await db.transaction().execute((trx) => mustHaveSecondFactor(trx, session, nowMs)),
  encrypted: box.encrypts,
});

const ownerOf = ({ authorityId, officerId }: Session) => ({ authorityId, officerId });

/** A session left open is no proof: whoever sits down at it guesses no more often than at the sign-in. */
const proven = async (
  { db }: OwnFactorDeps,
  session: Session,
  { at }: Doing,
  method: 'password' | 'code',
  isRight: (trx: Trx, passwordHash: string | null) => Promise<boolean>,
): Promise<void> => {
  const nowMs = Date.parse(at);
  const attempt = await countAttempt(db, ownerOf(session), nowMs);
  if (attempt === null) throw lockedOut();
  const right = await db.transaction().execute(async (trx) => {
    const shown = await isRight(trx, attempt.passwordHash);
    if (shown) await takeBack(trx, session);
    return shown;
  });
  if (right) return;
  await auditFailure(db, session, method, nowMs);
  throw method === 'password'
    ? new Refusal('InvalidInput', '密码不正确。', 'password')
    : new Refusal('InvalidInput', '动态验证码不正确或已用过，请等待下一个动态验证码后再试。', 'code');
};

const provenByPassword = (deps: OwnFactorDeps, session: Session, doing: Doing, password: string) =>
  proven(deps, session, doing, 'password', (_trx, hash) => isPassword(hash, password));

const provenByCode = (deps: OwnFactorDeps, session: Session, doing: Doing, code: string) =>
  proven(deps, session, doing, 'code', (trx) => spendCode(trx, deps.box, ownerOf(session), code, doing));

/** Ends all sessions of the person and opens one anew. @returns its token */
const rotate = async (trx: Trx, session: Session, nowMs: number): Promise<string> => {
  const { methods, address, agent } = await trx
    .selectFrom('signIn')
    .select(['methods', 'address', 'agent'])
    .where('id', '=', session.id)
    .executeTakeFirstOrThrow();
  await revokeSessionsOf(trx, session, nowMs);
  return openSession(trx, session, nowMs, { stage: 'open', methods, from: { address, agent }, next: null });
};

/** @returns the secret for the app @throws Refusal InvalidInput, WrongState, LockedOut */
export const beginOwn = async (
  deps: OwnFactorDeps,
  session: Session,
  doing: Doing,
  password: string,
): Promise<string> => {
  await provenByPassword(deps, session, doing, password);
  return deps.db.transaction().execute((trx) => beginEnrolment(trx, deps.box, ownerOf(session)));
};

export const confirmOwn = (
  { db, box }: OwnFactorDeps,
  session: Session,
  doing: Doing,
  code: string,
): Promise<{ codes: string[]; token: string }> =>
  db.transaction().execute(async (trx) => ({
    codes: await confirmEnrolment(trx, box, ownerOf(session), code, doing),
    token: await rotate(trx, session, Date.parse(doing.at)),
  }));

export const renewOwnCodes = async (
  deps: OwnFactorDeps,
  session: Session,
  doing: Doing,
  code: string,
): Promise<string[]> => {
  await provenByCode(deps, session, doing, code);
  return deps.db.transaction().execute((trx) => renewRecoveryCodes(trx, ownerOf(session), doing));
};

/** @returns the token under which the session goes on @throws Refusal WrongState where his role demands one */
export const removeOwn = async (
  deps: OwnFactorDeps,
  session: Session,
  doing: Doing,
  { password, code }: { readonly password: string; readonly code: string },
): Promise<string> => {
  const nowMs = Date.parse(doing.at);
  const { required } = await ownFactorState(deps, session, nowMs);
  if (required)
    throw new Refusal('WrongState', '您的岗位要求使用第二因素，不能停用；更换手机请系统管理员重置。');
  await provenByPassword(deps, session, doing, password);
  await provenByCode(deps, session, doing, code);
  return deps.db.transaction().execute(async (trx) => {
    await removeFactor(trx, ownerOf(session), 'removed', doing);
    return rotate(trx, session, nowMs);
  });
};
