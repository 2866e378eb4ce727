import type { Kysely, Transaction } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import { getOfficer } from '../../db/list-officers.ts';
import type { Role } from '../../db/officers.ts';
import { type HandedOver, handOver } from '../../db/people/hand-over.ts';
import { keepAnAdministrator } from '../../db/people/keep-administrator.ts';
import { addOfficer, changeOfficer } from '../../db/people/save-officer.ts';
import { tellOwner } from '../../db/people/tell-owner.ts';
import { type OfficerRow, setRoles } from '../../db/save-officers.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { makeTemporaryPassword, storePassword } from './accounts.ts';
import { removeFactor, secondFactorState } from './second-factor/second-factor.ts';
import { type Person, revokeSessionsOf } from './sessions.ts';

type Trx = Transaction<Database>;

/** Nobody raises, unlocks or removes himself: it takes a second administrator, or the operator. */
export const assertAnother = ({ officerId }: Person, { actor }: Doing): void => {
  if (actor.kind === 'officer' && actor.id === officerId)
    throw new Refusal('SamePerson', '不能修改自己的角色和账号状态，请另一名系统管理员办理。');
};

export interface NewAccount {
  readonly officer: OfficerRow;
  readonly roles: readonly Role[];
  /** With a first password, to be handed over; without one the account cannot be used yet. */
  readonly givePassword: boolean;
}

/**
 * A new person at one stroke: entry, roles, first password; all of it or nothing.
 * @returns the password, shown once and stored nowhere; null where none was asked for
 * @throws Refusal WrongState where id or username is taken, InvalidInput
 */
export const openAccount = async (
  db: Kysely<Database>,
  authorityId: string,
  { officer, roles, givePassword }: NewAccount,
  doing: Doing,
): Promise<string | null> => {
  const temporary = givePassword ? await makeTemporaryPassword(Date.parse(doing.at)) : null;
  await db.transaction().execute(async (trx) => {
    await addOfficer(trx, authorityId, officer, doing);
    if (roles.length > 0) await setRoles(trx, authorityId, officer.id, roles, doing);
    if (temporary !== null)
      await storePassword(trx, { authorityId, officerId: officer.id }, temporary.stored, doing);
  });
  return temporary?.password ?? null;
};

/** Exactly these roles. @throws Refusal SamePerson, InvalidInput where rights must be apart, WrongState */
export const changeRoles = (db: Kysely<Database>, person: Person, roles: readonly Role[], doing: Doing) =>
  db.transaction().execute(async (trx) => {
    assertAnother(person, doing);
    await getOfficer(trx, person.authorityId, person.officerId);
    await setRoles(trx, person.authorityId, person.officerId, roles, doing);
    await keepAnAdministrator(trx, person.authorityId);
  });

const disable = async (trx: Trx, { authorityId, officerId }: Person, doing: Doing): Promise<void> => {
  const officer = await getOfficer(trx, authorityId, officerId);
  await changeOfficer(trx, authorityId, { ...officer, active: false }, doing);
  await revokeSessionsOf(trx, { authorityId, officerId }, Date.parse(doing.at));
};

/**
 * Brings an entry up to date; an account that is taken out of use is signed out everywhere. Of another username or mail
 * address the owner hears at the address of before.
 */
export const updateOfficer = (
  db: Kysely<Database>,
  authorityId: string,
  officer: OfficerRow,
  doing: Doing,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const person = { authorityId, officerId: officer.id };
    if (!officer.active) assertAnother(person, doing);
    const { username, email, phone } = await getOfficer(trx, authorityId, officer.id);
    if (username !== officer.username || email !== officer.email)
      await tellOwner(trx, person, 'entry-changed', doing, { addresses: { email, phone } });
    await changeOfficer(trx, authorityId, officer, doing);
    if (!officer.active) await revokeSessionsOf(trx, person, Date.parse(doing.at));
  });

/** For whoever has lost phone and recovery codes; he signs in with his password and enrols anew where he must. */
export const resetSecondFactor = (db: Kysely<Database>, person: Person, doing: Doing): Promise<void> =>
  db.transaction().execute(async (trx) => {
    assertAnother(person, doing);
    const { name } = await getOfficer(trx, person.authorityId, person.officerId);
    if (!(await secondFactorState(trx, person)).enrolled)
      throw new Refusal('WrongState', `${name}没有启用第二因素。`);
    await removeFactor(trx, person, 'reset', doing);
    await revokeSessionsOf(trx, person, Date.parse(doing.at));
  });

export interface HandingOver {
  readonly toId: string;
  readonly reason: string;
  readonly disable: boolean;
}

export const handOverDuties = (
  db: Kysely<Database>,
  person: Person,
  { toId, reason, disable: leaves }: HandingOver,
  today: IsoDate,
  doing: Doing,
): Promise<HandedOver> =>
  db.transaction().execute(async (trx) => {
    assertAnother(person, doing);
    assertAnother({ ...person, officerId: toId }, doing);
    const change = { fromId: person.officerId, toId, reason };
    const result = await handOver(trx, person.authorityId, change, today, doing);
    if (leaves) await disable(trx, person, doing);
    return result;
  });
