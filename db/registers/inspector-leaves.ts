/** Leaves (请假): when an inspector cannot be sent. */
import type { Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { actAs, type Doing, type Reader } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { giveReason } from './register-history.ts';

export interface LeaveRow {
  readonly officerId: string;
  /** First and last day of the leave (请假). */
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly reason: string;
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

/** Takes a leave back, e.g. because it was not taken; its history stays. @throws Refusal NotFound */
export const removeLeave = async (
  trx: Transaction<Database>,
  authorityId: string,
  {
    officerId,
    fromOn,
    reason,
  }: { readonly officerId: string; readonly fromOn: IsoDate; readonly reason: string },
  doing: Doing,
): Promise<void> => {
  await actAs(trx, doing.actor);
  await giveReason(trx, reason);
  const { numDeletedRows } = await trx
    .deleteFrom('inspectorLeave')
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', officerId)
    .where('fromOn', '=', fromOn)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new Refusal('NotFound', '没有这条请假记录，可能已被撤销，请刷新。');
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'inspector.leave-removed',
    subjectKind: 'inspector',
    subjectId: officerId,
    data: { fromOn, reason },
  });
};

export const leavesOf = (db: Reader, authorityId: string, officerId: string) =>
  db
    .selectFrom('inspectorLeave')
    .select(['fromOn', 'toOn', 'reason'])
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', officerId)
    .orderBy('fromOn', 'desc')
    .execute();

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
