import { type Kysely, sql, type Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Doing } from '../actor.ts';
import { auditOf } from '../audit/audit-of.ts';
import type { Database } from '../connect.ts';

export interface Claim {
  readonly officerId: string;
  readonly name: string;
  readonly claimedAt: string;
}

const claimOf = async (db: Kysely<Database>, authorityId: string, key: string): Promise<Claim | undefined> =>
  db
    .selectFrom('workClaim as c')
    .innerJoin('officer as o', (join) =>
      join.onRef('o.authorityId', '=', 'c.authorityId').onRef('o.id', '=', 'c.officerId'),
    )
    .select(['c.officerId', 'o.name', 'c.claimedAt'])
    .where('c.authorityId', '=', authorityId)
    .where('c.workKey', '=', key)
    .executeTakeFirst();

const audit = auditOf<'work'>('work');

/** Takes a matter in hand (认领); the same person again changes nothing. @throws Refusal WrongState: another has it */
export const claimWork = async (
  trx: Transaction<Database>,
  authorityId: string,
  key: string,
  doing: Doing,
): Promise<Claim> => {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('workClaim')
    .values({ authorityId, workKey: key, officerId: doing.actor.id, claimedAt: doing.at })
    .onConflict((conflict) => conflict.columns(['authorityId', 'workKey']).doNothing())
    .executeTakeFirst();
  const claim = await claimOf(trx, authorityId, key);
  if (claim === undefined) throw new Refusal('WrongState', '该事项刚刚被退回，请重新认领。');
  if (claim.officerId !== doing.actor.id) throw new Refusal('WrongState', `该事项已由${claim.name}认领。`);
  if (numInsertedOrUpdatedRows === 1n) await audit(trx, authorityId, 'work.claimed', key, {}, doing);
  return claim;
};

/** Gives it back to all; what nobody holds stays as it is. @throws Refusal Forbidden where another has it */
export const releaseWork = async (
  trx: Transaction<Database>,
  authorityId: string,
  key: string,
  doing: Doing,
): Promise<void> => {
  const claim = await claimOf(trx, authorityId, key);
  if (claim === undefined) return;
  if (claim.officerId !== doing.actor.id)
    throw new Refusal('Forbidden', `该事项由${claim.name}认领，只能由本人退回。`);
  await sql`delete from work_claim where authority_id = ${authorityId} and work_key = ${key}`.execute(trx);
  await audit(trx, authorityId, 'work.released', key, {}, doing);
};
