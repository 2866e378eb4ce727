/** Declared interests (利害关系申报): to whom an inspector is never sent. */
import type { Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { actAs, type Doing, type Reader } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { giveReason } from './register-history.ts';

/** A declared interest (利害关系申报): the inspector is never sent to that unit (行政处罚法 art. 43). */
export interface InterestRow {
  readonly officerId: string;
  readonly unitId: string;
  /** E.g. 近亲属, 投资, 曾任职. */
  readonly kind: string;
  readonly declaredOn: IsoDate;
}

/** Records interests. What the interest is stays in the register: the audit event names only the pair. */
export const declareInterests = async (
  trx: Transaction<Database>,
  authorityId: string,
  interests: readonly InterestRow[],
  doing: Doing,
): Promise<void> => {
  if (interests.length === 0) return;
  await actAs(trx, doing.actor);
  await trx
    .insertInto('inspectorInterest')
    .values(interests.map((interest) => ({ authorityId, ...interest })))
    .onConflict((conflict) =>
      conflict.columns(['authorityId', 'officerId', 'unitId']).doUpdateSet((eb) => ({
        kind: eb.ref('excluded.kind'),
        declaredOn: eb.ref('excluded.declaredOn'),
      })),
    )
    .execute();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'inspector.interests',
    subjectKind: 'register',
    subjectId: 'inspector',
    data: { interests: interests.map(({ officerId, unitId }) => ({ officerId, unitId })) },
  });
};

/** An interest that is none any more; its history stays. @throws Refusal NotFound */
export const removeInterest = async (
  trx: Transaction<Database>,
  authorityId: string,
  {
    officerId,
    unitId,
    reason,
  }: { readonly officerId: string; readonly unitId: string; readonly reason: string },
  doing: Doing,
): Promise<void> => {
  await actAs(trx, doing.actor);
  await giveReason(trx, reason);
  const { numDeletedRows } = await trx
    .deleteFrom('inspectorInterest')
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', officerId)
    .where('unitId', '=', unitId)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new Refusal('NotFound', '没有这条利害关系申报，请刷新。');
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'inspector.interest-removed',
    subjectKind: 'inspector',
    subjectId: officerId,
    data: { unitId, reason },
  });
};

/** Declared interests of an inspector with the units' names. */
export const interestsOf = (db: Reader, authorityId: string, officerId: string) =>
  db
    .selectFrom('inspectorInterest as i')
    .innerJoin('unit as u', (join) =>
      join.onRef('u.authorityId', '=', 'i.authorityId').onRef('u.id', '=', 'i.unitId'),
    )
    .select(['i.unitId', 'u.name as unitName', 'i.kind', 'i.declaredOn'])
    .where('i.authorityId', '=', authorityId)
    .where('i.officerId', '=', officerId)
    .orderBy('i.declaredOn', 'desc')
    .orderBy('i.unitId')
    .execute();

export const listInterests = (db: Reader, authorityId: string) =>
  db
    .selectFrom('inspectorInterest')
    .select(['officerId', 'unitId', 'kind', 'declaredOn'])
    .where('authorityId', '=', authorityId)
    .orderBy('officerId')
    .orderBy('unitId')
    .execute();
