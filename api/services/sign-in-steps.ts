import type { Kysely, Transaction } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { chosenPassword, storePassword } from './accounts.ts';
import { countAttempt, isLocked, takeBack } from './lockout.ts';
import { beginEnrolment, confirmEnrolment, pendingSecret, spendCode } from './second-factor/second-factor.ts';
import type { SecretBox } from './second-factor/secret-box.ts';
import { isAlive, type Person, type SignInMethod, type SignInStage, tokenHash } from './sessions.ts';
import { auditFailure, enter, lockedOut, type SignInStep } from './sign-in.ts';

export interface StepDeps {
  readonly db: Kysely<Database>;
  readonly box: SecretBox;
  readonly now: () => number;
}

/** A sign-in that is not complete. */
export interface PendingSignIn extends Person {
  readonly id: string;
  readonly stage: Exclude<SignInStage, 'open'>;
  readonly methods: readonly SignInMethod[];
  readonly username: string;
  readonly next: string | null;
  readonly address: string | null;
  readonly agent: string | null;
}

const TOO_LATE = '登录已超时，请重新登录。';

/** @throws Refusal Unauthenticated where the step is over, was ended, or never was */
export const findPending = async ({ db, now }: Pick<StepDeps, 'db' | 'now'>, token: string | undefined) => {
  const found = await db
    .selectFrom('signIn')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.authorityId', '=', 'signIn.authorityId')
        .onRef('officer.id', '=', 'signIn.officerId'),
    )
    .select(['signIn.id', 'signIn.authorityId', 'signIn.officerId', 'signIn.stage', 'signIn.methods'])
    .select(['signIn.nextPath as next', 'signIn.address', 'signIn.agent', 'officer.username'])
    .where('signIn.tokenHash', '=', tokenHash(token ?? ''))
    .where('signIn.stage', '<>', 'open')
    .where('officer.active', '=', true)
    .where(isAlive(now()))
    .executeTakeFirst();
  if (found === undefined) throw new Refusal('Unauthenticated', TOO_LATE);
  return found as PendingSignIn;
};

const assertStage = ({ stage }: PendingSignIn, expected: SignInStage): void => {
  if (stage !== expected) throw new Refusal('WrongState', '登录步骤已变化，请按页面提示继续。');
};

const doingOf = ({ officerId }: Person, nowMs: number): Doing => ({
  actor: { kind: 'officer', id: officerId },
  commandId: null,
  at: new Date(nowMs).toISOString(),
});

/** Ends the step's token, which works once, and goes on under a new one. */
const goOn = async (
  trx: Transaction<Database>,
  pending: PendingSignIn,
  shown: readonly SignInMethod[],
  nowMs: number,
): Promise<SignInStep> => {
  const { numUpdatedRows } = await trx
    .updateTable('signIn')
    .set({ revokedAt: new Date(nowMs).toISOString() })
    .where('id', '=', pending.id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal('Unauthenticated', TOO_LATE);
  const { authorityId, officerId, methods, next, address, agent } = pending;
  const entering = {
    person: { authorityId, officerId },
    methods: [...methods, ...shown],
    from: { address, agent },
    next,
  };
  return enter(trx, entering, nowMs);
};

/** The second factor: a code of the app, or a recovery code. @throws Refusal Unauthenticated, LockedOut */
export const giveCode = async ({ db, box, now }: StepDeps, pending: PendingSignIn, code: string) => {
  assertStage(pending, 'second-factor');
  const nowMs = now();
  if ((await countAttempt(db, pending, nowMs)) === null) throw lockedOut();
  const step = await db.transaction().execute(async (trx) => {
    if (!(await spendCode(trx, box, pending, code, doingOf(pending, nowMs)))) return null;
    await takeBack(trx, pending);
    return goOn(trx, pending, ['code'], nowMs);
  });
  if (step !== null) return step;
  await auditFailure(db, pending, 'code', nowMs);
  if (await isLocked(db, pending, nowMs)) throw lockedOut();
  throw new Refusal('Unauthenticated', '动态验证码不正确或已用过，请等待下一个动态验证码后再试。');
};

/** A password of one's own in place of the one that somebody else chose. @throws Refusal InvalidInput */
export const giveNewPassword = async ({ db, now }: StepDeps, pending: PendingSignIn, password: string) => {
  assertStage(pending, 'password');
  const chosen = await chosenPassword(db, pending, password);
  const nowMs = now();
  return db.transaction().execute(async (trx) => {
    // First the password: what comes next is asked of the account as it is then.
    await storePassword(trx, pending, { ...chosen, keep: pending.id }, doingOf(pending, nowMs));
    return goOn(trx, pending, [], nowMs);
  });
};

/** The secret to set up an app with; the one of before, while the page is only shown again. */
export const enrolmentSecret = async ({ db, box }: StepDeps, pending: PendingSignIn): Promise<string> => {
  assertStage(pending, 'enrol');
  return (
    (await pendingSecret(db, box, pending)) ??
    (await db.transaction().execute((trx) => beginEnrolment(trx, box, pending)))
  );
};

/** Puts the second factor that is demanded in force. @returns besides the step, the recovery codes, shown once */
export const giveFirstCode = async ({ db, box, now }: StepDeps, pending: PendingSignIn, code: string) => {
  assertStage(pending, 'enrol');
  const nowMs = now();
  return db.transaction().execute(async (trx) => {
    const recoveryCodes = await confirmEnrolment(trx, box, pending, code, doingOf(pending, nowMs));
    return { recoveryCodes, step: await goOn(trx, pending, ['code'], nowMs) };
  });
};
