import type { Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Doing } from '../actor.ts';
import type { Database } from '../connect.ts';
import { getOfficer } from '../list-officers.ts';
import { type OfficerRow, saveOfficers } from '../save-officers.ts';
import { keepAnAdministrator } from './keep-administrator.ts';

type Trx = Transaction<Database>;

const assertSection = async (trx: Trx, authorityId: string, sectionId: string | null): Promise<void> => {
  if (sectionId === null) return;
  const found = await trx
    .selectFrom('section')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('id', '=', sectionId)
    .executeTakeFirst();
  if (found === undefined) throw new Refusal('InvalidInput', '没有这个科室。', 'sectionId');
};

/** Usernames are unique in the whole installation, whoever's they are. */
const assertUsernameFree = async (trx: Trx, authorityId: string, { id, username }: OfficerRow) => {
  const taken = await trx
    .selectFrom('officer')
    .select(['authorityId', 'id'])
    .where('username', '=', username)
    .executeTakeFirst();
  if (taken !== undefined && !(taken.authorityId === authorityId && taken.id === id))
    throw new Refusal('WrongState', `用户名“${username}”已被占用，请换一个。`, 'username');
};

/** @throws Refusal WrongState where id or username is taken, InvalidInput */
export const addOfficer = async (
  trx: Trx,
  authorityId: string,
  officer: OfficerRow,
  doing: Doing,
): Promise<void> => {
  const taken = await trx
    .selectFrom('officer')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('id', '=', officer.id)
    .executeTakeFirst();
  if (taken !== undefined)
    throw new Refusal('WrongState', `人员编号“${officer.id}”已被占用，请换一个。`, 'id');
  await assertUsernameFree(trx, authorityId, officer);
  await assertSection(trx, authorityId, officer.sectionId);
  await saveOfficers(trx, authorityId, [officer], doing);
};

/** Brings an officer's entry up to date; one who is taken out of use (停用) is nobody any more. @throws Refusal */
export const changeOfficer = async (
  trx: Trx,
  authorityId: string,
  officer: OfficerRow,
  doing: Doing,
): Promise<void> => {
  await getOfficer(trx, authorityId, officer.id);
  await assertUsernameFree(trx, authorityId, officer);
  await assertSection(trx, authorityId, officer.sectionId);
  await saveOfficers(trx, authorityId, [officer], doing);
  await keepAnAdministrator(trx, authorityId);
};
