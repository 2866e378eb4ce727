import type { Kysely, Transaction } from 'kysely';
import { type Doing, systemDoing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import { createAuthority, type NewAuthority } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import { saveOfficers, setRoles } from '../../db/save-officers.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { assertUsable, generatePassword, hashPassword, isPassword } from './passwords.ts';
import { type Person, revokeSessionsOf, type Session } from './sessions.ts';

/** For so long a password that somebody else chose opens the sign-in, which then asks for one of one's own. */
const TEMPORARY_HOURS = 72;
const HOUR_MS = 3_600_000;

export interface NewPassword {
  readonly passwordHash: string;
  /** Of a password that its owner has not chosen himself; null for his own. */
  readonly temporaryUntil: string | null;
  /** The session in which he changed it; every other one ends. @default null */
  readonly keep?: string | null;
}

/** A password is hashed before the transaction: it takes tens of milliseconds, and no lock should wait for it. */
export const storePassword = async (
  trx: Transaction<Database>,
  { authorityId, officerId }: Person,
  { passwordHash, temporaryUntil, keep = null }: NewPassword,
  doing: Doing,
): Promise<void> => {
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

const findAccount = (db: Kysely<Database>, authorityId: string, officerId: string) =>
  db
    .selectFrom('officer')
    .select(['username', 'passwordHash'])
    .where('authorityId', '=', authorityId)
    .where('id', '=', officerId)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有人员“${officerId}”。`));

/** Gives an officer a password, lifts a lockout and signs him out everywhere. @throws Refusal NotFound, InvalidInput */
export const setPassword = async (
  db: Kysely<Database>,
  authorityId: string,
  officerId: string,
  password: string,
  doing: Doing,
): Promise<void> => {
  const { username } = await findAccount(db, authorityId, officerId);
  assertUsable(password, username);
  const passwordHash = await hashPassword(password);
  await db
    .transaction()
    .execute((trx) =>
      storePassword(trx, { authorityId, officerId }, { passwordHash, temporaryUntil: null }, doing),
    );
};

/**
 * A password that an administrator hands over: it opens the sign-in for three days, once its owner has chosen his own.
 * @returns the password, shown once and stored nowhere
 * @throws Refusal NotFound
 */
export const giveTemporaryPassword = async (
  db: Kysely<Database>,
  { authorityId, officerId }: Person,
  doing: Doing,
): Promise<string> => {
  await findAccount(db, authorityId, officerId);
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  const temporaryUntil = new Date(Date.parse(doing.at) + TEMPORARY_HOURS * HOUR_MS).toISOString();
  await db
    .transaction()
    .execute((trx) =>
      storePassword(trx, { authorityId, officerId }, { passwordHash, temporaryUntil }, doing),
    );
  return password;
};

/**
 * A new password for whoever has lost his, or has none yet; the operator hands it over.
 * @returns the password, shown once and stored nowhere
 * @throws Refusal NotFound
 */
export const resetPassword = async (
  db: Kysely<Database>,
  username: string,
  nowMs: number = Date.now(),
): Promise<string> => {
  const { authorityId, id } = await db
    .selectFrom('officer')
    .select(['authorityId', 'id'])
    .where('username', '=', username)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有用户名为“${username}”的人员。`));
  const password = generatePassword();
  await setPassword(db, authorityId, id, password, systemDoing('operator', new Date(nowMs).toISOString()));
  return password;
};

/**
 * An officer's own change: the present password is asked for first, and every other session of his ends.
 * @throws Refusal InvalidInput
 */
export const changeOwnPassword = async (
  db: Kysely<Database>,
  { id, authorityId, officerId }: Pick<Session, 'id' | 'authorityId' | 'officerId'>,
  { current, next }: { readonly current: string; readonly next: string },
  doing: Doing,
): Promise<void> => {
  const { passwordHash: stored, username } = await findAccount(db, authorityId, officerId);
  if (!(await isPassword(stored, current))) throw new Refusal('InvalidInput', '原密码不正确。', 'current');
  if (current === next) throw new Refusal('InvalidInput', '新密码不能与原密码相同。', 'password');
  assertUsable(next, username);
  const passwordHash = await hashPassword(next);
  await db
    .transaction()
    .execute((trx) =>
      storePassword(trx, { authorityId, officerId }, { passwordHash, temporaryUntil: null, keep: id }, doing),
    );
};

export interface FirstAccount {
  readonly username: string;
  /** Shown once and stored nowhere. */
  readonly password: string;
}

const FIRST_OFFICER = {
  id: 'admin',
  name: '系统管理员',
  sectionId: null,
  email: null,
  phone: null,
  active: true,
};

const administrator = (trx: Transaction<Database>, authorityId: string) =>
  trx
    .selectFrom('officer')
    .innerJoin('officerRole', (join) =>
      join
        .onRef('officerRole.authorityId', '=', 'officer.authorityId')
        .onRef('officerRole.officerId', '=', 'officer.id')
        .on('officerRole.role', '=', 'admin'),
    )
    .select(['officer.id', 'officer.username'])
    .where('officer.authorityId', '=', authorityId)
    .where('officer.active', '=', true)
    .orderBy('officer.id')
    .executeTakeFirst();

/** Usernames are unique in the installation: the second authority's administrator carries its id. */
const makeAdministrator = async (trx: Transaction<Database>, authorityId: string, doing: Doing) => {
  const taken = await trx
    .selectFrom('officer')
    .select('id')
    .where('username', '=', FIRST_OFFICER.id)
    .executeTakeFirst();
  const username = taken === undefined ? FIRST_OFFICER.id : `${FIRST_OFFICER.id}-${authorityId}`;
  await saveOfficers(trx, authorityId, [{ ...FIRST_OFFICER, username }], doing);
  await setRoles(trx, authorityId, FIRST_OFFICER.id, ['admin', 'office'], doing);
  return { id: FIRST_OFFICER.id, username };
};

const firstAccount = async (
  trx: Transaction<Database>,
  authorityId: string,
  password: string,
  passwordHash: string,
  doing: Doing,
): Promise<FirstAccount | null> => {
  await trx.selectFrom('authority').select('id').where('id', '=', authorityId).forUpdate().execute();
  const somebody = await trx
    .selectFrom('officer')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('passwordHash', 'is not', null)
    .executeTakeFirst();
  if (somebody !== undefined) return null;
  const { id, username } =
    (await administrator(trx, authorityId)) ?? (await makeAdministrator(trx, authorityId, doing));
  await storePassword(trx, { authorityId, officerId: id }, { passwordHash, temporaryUntil: null }, doing);
  return { username, password };
};

/**
 * The account to begin with: the administrator (系统管理员) of the authority, who is made where there is none.
 * @returns null where somebody can sign in already: nothing is changed then
 */
export const createFirstAccount = async (
  db: Kysely<Database>,
  authorityId: string,
  nowMs: number = Date.now(),
): Promise<FirstAccount | null> => {
  const doing = systemDoing('setup', new Date(nowMs).toISOString());
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  return db.transaction().execute((trx) => firstAccount(trx, authorityId, password, passwordHash, doing));
};

/**
 * Creates an authority (局) together with its first account: one without the other could never be used.
 * @throws Refusal WrongState where the id is taken
 */
export const foundAuthority = async (
  db: Kysely<Database>,
  authority: NewAuthority,
  nowMs: number = Date.now(),
): Promise<FirstAccount> => {
  const doing = systemDoing('operator', new Date(nowMs).toISOString());
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  const account = await db.transaction().execute(async (trx) => {
    await createAuthority(trx, authority, doing);
    return firstAccount(trx, authority.id, password, passwordHash, doing);
  });
  if (account === null) throw new Error('a new authority has no account yet');
  return account;
};
