import type { Kysely, Transaction } from 'kysely';
import { type Doing, type Reader, systemDoing } from '../../db/actor.ts';
import { createAuthority, type NewAuthority } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import { saveOfficers, setRoles } from '../../db/save-officers.ts';
import { makeTemporaryPassword, storePassword, type TemporaryPassword } from './accounts.ts';

export interface FirstAccount {
  readonly username: string;
  /** Shown once and stored nowhere; its owner replaces it at his first sign-in, within three days. */
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

/**
 * Somebody has made a password his own. A first password that nobody has used yet does not count: it may never have been
 * read (a start that was broken off), so there is another.
 */
const isBegun = async (db: Reader, authorityId: string): Promise<boolean> => {
  const somebody = await db
    .selectFrom('officer')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('passwordHash', 'is not', null)
    .where('passwordTemporaryUntil', 'is', null)
    .executeTakeFirst();
  return somebody !== undefined;
};

const firstAccount = async (
  trx: Transaction<Database>,
  authorityId: string,
  { password, stored }: TemporaryPassword,
  doing: Doing,
): Promise<FirstAccount | null> => {
  await trx.selectFrom('authority').select('id').where('id', '=', authorityId).forUpdate().execute();
  if (await isBegun(trx, authorityId)) return null;
  const { id, username } =
    (await administrator(trx, authorityId)) ?? (await makeAdministrator(trx, authorityId, doing));
  await storePassword(trx, { authorityId, officerId: id }, stored, doing);
  return { username, password };
};

/**
 * The account to begin with: the administrator (系统管理员) of the authority, who is made where there is none.
 * @returns null where somebody has a password of his own already: nothing is changed then
 */
export const createFirstAccount = async (
  db: Kysely<Database>,
  authorityId: string,
  nowMs: number = Date.now(),
): Promise<FirstAccount | null> => {
  // Most starts need none: no password is hashed for them. The transaction looks again, under the authority's lock.
  if (await isBegun(db, authorityId)) return null;
  const doing = systemDoing('setup', new Date(nowMs).toISOString());
  const temporary = await makeTemporaryPassword(nowMs);
  return db.transaction().execute((trx) => firstAccount(trx, authorityId, temporary, doing));
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
  const temporary = await makeTemporaryPassword(nowMs);
  const account = await db.transaction().execute(async (trx) => {
    await createAuthority(trx, authority, doing);
    return firstAccount(trx, authority.id, temporary, doing);
  });
  if (account === null) throw new Error('a new authority has no account yet');
  return account;
};
