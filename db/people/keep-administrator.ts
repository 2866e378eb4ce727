import type { Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Database } from '../connect.ts';

/** After a change there must still be somebody who can change it back. @throws Refusal WrongState */
export const keepAnAdministrator = async (trx: Transaction<Database>, authorityId: string): Promise<void> => {
  const left = await trx
    .selectFrom('officerRole')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.authorityId', '=', 'officerRole.authorityId')
        .onRef('officer.id', '=', 'officerRole.officerId'),
    )
    .select('officer.id')
    .where('officerRole.authorityId', '=', authorityId)
    .where('officerRole.role', '=', 'admin')
    .where('officer.active', '=', true)
    .executeTakeFirst();
  if (left === undefined)
    throw new Refusal('WrongState', '本局至少须有一名在用的系统管理员，请先指定另一名系统管理员。');
};
