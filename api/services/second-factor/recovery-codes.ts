import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { randomGroups } from '../passwords.ts';

/** For whoever has lost the phone: each works once. */
export const RECOVERY_CODES = 8;
/** 24 characters, about 119 bits: a plain hash of them cannot be guessed back. */
const GROUPS = 4;
const GROUP_LENGTH = 6;

export interface Owner {
  readonly authorityId: string;
  readonly officerId: string;
}

const hashOf = ({ authorityId, officerId }: Owner, code: string): string =>
  createHash('sha256')
    .update(`${authorityId}/${officerId}/${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`)
    .digest('hex');

/** Replaces all codes of before. @returns the new ones, shown once and stored nowhere */
export const replaceRecoveryCodes = async (trx: Transaction<Database>, owner: Owner): Promise<string[]> => {
  const { authorityId, officerId } = owner;
  const codes = Array.from({ length: RECOVERY_CODES }, () => randomGroups(GROUPS, GROUP_LENGTH));
  await deleteRecoveryCodes(trx, owner);
  await trx
    .insertInto('recoveryCode')
    .values(codes.map((code) => ({ authorityId, officerId, codeHash: hashOf(owner, code) })))
    .execute();
  return codes;
};

export const deleteRecoveryCodes = async (
  trx: Transaction<Database>,
  { authorityId, officerId }: Owner,
): Promise<void> => {
  await trx
    .deleteFrom('recoveryCode')
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', officerId)
    .execute();
};

/** @returns whether it was one of his that nobody had used */
export const spendRecoveryCode = async (
  trx: Transaction<Database>,
  owner: Owner,
  code: string,
  nowMs: number,
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('recoveryCode')
    .set({ usedAt: new Date(nowMs).toISOString() })
    .where('authorityId', '=', owner.authorityId)
    .where('officerId', '=', owner.officerId)
    .where('codeHash', '=', hashOf(owner, code))
    .where('usedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};
