import type { Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { actAs, type Doing, type Reader } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';

export interface LeaveRow {
  readonly officerId: string;
  /** First and last day of the leave (请假). */
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly reason: string;
}

/** A declared interest (利害关系申报): the inspector is never sent to that unit (行政处罚法 art. 43). */
export interface InterestRow {
  readonly officerId: string;
  readonly unitId: string;
  /** E.g. 近亲属, 投资, 曾任职. */
  readonly kind: string;
  readonly declaredOn: IsoDate;
}

/** Records a leave; one that begins on the same day replaces it. @throws Refusal InvalidInput */
export const recordLeave = async (
  trx: Transaction<Database>,
  authorityId: string,
  leave: LeaveRow,
  doing: Doing,
): Promise<void> => {
  if (leave.toOn < leave.fromOn) throw new Refusal('InvalidInput', '请假结束日期早于开始日期。', 'toOn');
  await actAs(trx, doing.actor);
  await trx
    .insertInto('inspectorLeave')
    .values({ authorityId, ...leave })
    .onConflict((conflict) =>
      conflict
        .columns(['authorityId', 'officerId', 'fromOn'])
        .doUpdateSet({ toOn: leave.toOn, reason: leave.reason }),
    )
    .execute();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'inspector.leave',
    subjectKind: 'inspector',
    subjectId: leave.officerId,
    data: { fromOn: leave.fromOn, toOn: leave.toOn },
  });
};

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

/** Leaves that touch a span of days, both ends included. */
export const leavesWithin = (db: Reader, authorityId: string, fromOn: IsoDate, toOn: IsoDate) =>
  db
    .selectFrom('inspectorLeave')
    .select(['officerId', 'fromOn', 'toOn', 'reason'])
    .where('authorityId', '=', authorityId)
    .where('fromOn', '<=', toOn)
    .where('toOn', '>=', fromOn)
    .orderBy('officerId')
    .orderBy('fromOn')
    .execute();

export const listInterests = (db: Reader, authorityId: string) =>
  db
    .selectFrom('inspectorInterest')
    .select(['officerId', 'unitId', 'kind', 'declaredOn'])
    .where('authorityId', '=', authorityId)
    .orderBy('officerId')
    .orderBy('unitId')
    .execute();
