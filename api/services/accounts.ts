import type { Kysely, Transaction } from 'kysely';
import { type Doing, systemDoing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { Database } from '../../db/connect.ts';
import { tellOwner } from '../../db/people/tell-owner.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { assertUsable, generatePassword, hashPassword, isPassword } from './passwords.ts';
import { type Person, revokeSessionsOf, type Session } from './sessions.ts';

/** For so long a password that somebody else chose opens the sign-in, which then asks for one of one's own. */
const TEMPORARY_HOURS = 72;
const HOUR_MS = 3_600_000;

interface NewPassword {
  readonly passwordHash: string;
  /** Of a password that its owner has not chosen himself; null for his own. */
  readonly temporaryUntil: string | null;
  /** The session in which he changed it; every other one ends. @default null */
  readonly keep?: string | null;
}

/**
 * Puts a password in force: a lockout is lifted, other sign-ins end, and the owner of a password that there was before
 * hears of it. It is hashed before the transaction: that takes tens of milliseconds, and no lock should wait for it.
 */
export const storePassword = async (
  trx: Transaction<Database>,
  { authorityId, officerId }: Person,
  { passwordHash, temporaryUntil, keep = null }: NewPassword,
  doing: Doing,
): Promise<void> => {
  await tellOwner(
    trx,
    { authorityId, officerId },
    temporaryUntil === null ? 'password-changed' : 'password-reset',
    doing,
  );
  await trx
    .updateTable('officer')
    .set({ passwordHash, passwordTemporaryUntil: temporaryUntil, failedSignIns: 0, lockedUntil: null })
    .where('authorityId', '=', authorityId)
    .where('id', '=', officerId)
    .execute();
  await revokeSessionsOf(trx, { authorityId, officerId }, Date.parse(doing.at), keep);
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'officer.password',
    subjectKind: 'officer',
    subjectId: officerId,
    data: temporaryUntil === null ? {} : { temporaryUntil },
  });
};

const findAccount = (db: Kysely<Database>, { authorityId, officerId }: Person) =>
  db
    .selectFrom('officer')
    .innerJoin('authority', 'authority.id', 'officer.authorityId')
    .select(['officer.username', 'officer.name', 'officer.passwordHash', 'authority.id as authorityId'])
    .select(['authority.name as authorityName', 'authority.shortName as authorityShortName'])
    .where('officer.authorityId', '=', authorityId)
    .where('officer.id', '=', officerId)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有人员“${officerId}”。`));

/** A password that its owner has chosen, checked and hashed. @throws Refusal InvalidInput, NotFound */
export const chosenPassword = async (
  db: Kysely<Database>,
  person: Person,
  password: string,
  field?: string,
): Promise<NewPassword> => {
  await assertUsable(password, await findAccount(db, person), field);
  return { passwordHash: await hashPassword(password), temporaryUntil: null };
};

export interface TemporaryPassword {
  /** Shown once. */
  readonly password: string;
  readonly stored: NewPassword;
}

/** A password that somebody else hands over: random, and good for three days. */
export const makeTemporaryPassword = async (nowMs: number): Promise<TemporaryPassword> => {
  const password = generatePassword();
  const temporaryUntil = new Date(nowMs + TEMPORARY_HOURS * HOUR_MS).toISOString();
  return { password, stored: { passwordHash: await hashPassword(password), temporaryUntil } };
};

/**
 * A password that an administrator hands over: it opens the sign-in for three days, once its owner has chosen his own.
 * @returns the password, shown once and stored nowhere
 * @throws Refusal NotFound
 */
export const giveTemporaryPassword = async (
  db: Kysely<Database>,
  person: Person,
  doing: Doing,
): Promise<string> => {
  await findAccount(db, person);
  const { password, stored } = await makeTemporaryPassword(Date.parse(doing.at));
  await db.transaction().execute((trx) => storePassword(trx, person, stored, doing));
  return password;
};

/**
 * A new password for whoever has lost his, or has none yet; the operator hands it over, and it must be replaced.
 * @returns the password, shown once and stored nowhere
 * @throws Refusal NotFound
 */
export const resetPassword = async (
  db: Kysely<Database>,
  username: string,
  nowMs: number = Date.now(),
): Promise<string> => {
  const person = await db
    .selectFrom('officer')
    .select(['authorityId', 'id as officerId'])
    .where('username', '=', username)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有用户名为“${username}”的人员。`));
  return giveTemporaryPassword(db, person, systemDoing('operator', new Date(nowMs).toISOString()));
};

/**
 * An officer's own change: the present password is asked for first, and every other session of his ends.
 * @throws Refusal InvalidInput
 */
export const changeOwnPassword = async (
  db: Kysely<Database>,
  { id, ...person }: Pick<Session, 'id' | 'authorityId' | 'officerId'>,
  { current, next }: { readonly current: string; readonly next: string },
  doing: Doing,
): Promise<void> => {
  const { passwordHash } = await findAccount(db, person);
  if (!(await isPassword(passwordHash, current)))
    throw new Refusal('InvalidInput', '原密码不正确。', 'current');
  if (current === next) throw new Refusal('InvalidInput', '新密码不能与原密码相同。', 'next');
  const chosen = await chosenPassword(db, person, next, 'next');
  await db.transaction().execute((trx) => storePassword(trx, person, { ...chosen, keep: id }, doing));
};
