import { sql, type Transaction } from 'kysely';
import { dateAt, type IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Doing, Reader } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';

/** An inspection that no draw chose (非随机检查): without these nobody knows what share the drawn ones are (R245). */
export interface OtherInspection {
  readonly kind: 'daily' | 'special' | 'complaint' | 'assigned' | 'other';
  readonly inspectedOn: IsoDate;
  /** Visits that the entry stands for. */
  readonly inspections: number;
  readonly withFindings: number;
  readonly target: string;
  readonly basis: string;
}

export interface InspectionsWanted {
  readonly year: number;
  readonly after?: { readonly inspectedOn: IsoDate; readonly id: string } | undefined;
  readonly limit: number;
}

/** A page of a year, newest first, one more than asked for; withdrawn entries stay and say so. */
export const otherInspections = (
  db: Reader,
  authorityId: string,
  { year, after, limit }: InspectionsWanted,
) =>
  db
    .selectFrom('otherInspection')
    .select(['id', 'kind', 'inspectedOn', 'inspections', 'withFindings', 'target', 'basis', 'recordedBy'])
    .select(['businessAt', 'withdrawnAt', 'withdrawReason'])
    .where('authorityId', '=', authorityId)
    .where('inspectedOn', '>=', `${year}-01-01`)
    .where('inspectedOn', '<=', `${year}-12-31`)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(inspected_on < ${after?.inspectedOn}::date
                      or (inspected_on = ${after?.inspectedOn}::date and id > ${after?.id}::uuid))`,
      ),
    )
    .orderBy('inspectedOn', 'desc')
    .orderBy('id')
    .limit(limit + 1)
    .execute();

/** @returns the entry's id */
export const recordInspection = async (
  trx: Transaction<Database>,
  authorityId: string,
  entry: OtherInspection,
  doing: Doing,
): Promise<string> => {
  if (entry.inspectedOn > dateAt(doing.at))
    throw new Refusal('InvalidInput', '检查日期晚于今天。', 'inspectedOn');
  if (entry.withFindings > entry.inspections)
    throw new Refusal('InvalidInput', '发现问题的次数多于检查次数。', 'withFindings');
  const { id } = await trx
    .insertInto('otherInspection')
    .values({ authorityId, ...entry, recordedBy: doing.actor.id, businessAt: doing.at })
    .returning('id')
    .executeTakeFirstOrThrow();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'other-inspection.recorded',
    subjectKind: 'other-inspection',
    subjectId: id,
    data: { ...entry },
  });
  return id;
};

/** An entry made in error counts no more; it stays with the reason. @throws Refusal NotFound, AlreadyEnded */
export const withdrawInspection = async (
  trx: Transaction<Database>,
  authorityId: string,
  { id, reason }: { readonly id: string; readonly reason: string },
  doing: Doing,
): Promise<void> => {
  const entry = await trx
    .selectFrom('otherInspection')
    .select('withdrawnAt')
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (entry === undefined) throw new Refusal('NotFound', '没有这条检查登记。');
  if (entry.withdrawnAt !== null) throw new Refusal('AlreadyEnded', '这条检查登记已撤销。');
  await trx
    .updateTable('otherInspection')
    .set({ withdrawnAt: doing.at, withdrawnBy: doing.actor.id, withdrawReason: reason })
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .execute();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'other-inspection.withdrawn',
    subjectKind: 'other-inspection',
    subjectId: id,
    data: { reason },
  });
};
