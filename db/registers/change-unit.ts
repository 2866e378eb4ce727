import { sql, type Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import { actAs, actorText, type Doing } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { giveReason } from './register-history.ts';
import { type UnitRow, unitRowProblems } from './unit-rows.ts';

/** What of a unit may be changed; its kind and code are what it is drawn by, and stay. */
export type UnitChange = Partial<Omit<UnitRow, 'id' | 'kind' | 'code'>>;

export interface ChangeOptions {
  /** Kept with every line of the history. */
  readonly reason?: string | null;
  /** `recordedAt` of the entry that the person had before him. */
  readonly expectedRecordedAt?: string;
}

/**
 * Changes a unit's entry; the history keeps what was before, the audit event names the fields.
 * @throws Refusal NotFound, InvalidInput, WrongState where somebody else was quicker
 */
export const changeUnit = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  change: UnitChange,
  doing: Doing,
  { reason = null, expectedRecordedAt }: ChangeOptions = {},
): Promise<void> => {
  await actAs(trx, doing.actor);
  await giveReason(trx, reason);
  const before = await trx
    .selectFrom('unit')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `名录库中没有检查对象“${id}”。`));
  if (expectedRecordedAt !== undefined && expectedRecordedAt !== before.recordedAt)
    throw new Refusal('WrongState', '这一条目刚被他人修改过，请刷新后核对再改。', 'expectedRecordedAt');
  const [problem] = unitRowProblems({ ...before, ...change }, 1);
  if (problem !== undefined) {
    throw new Refusal('InvalidInput', problem.message.replace(/^第 1 行：/u, ''), problem.field);
  }
  const fields = (Object.keys(change) as (keyof UnitChange)[]).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(change[field]),
  );
  if (fields.length === 0) return;
  const { tags, ...rest } = change;
  await trx
    .updateTable('unit')
    .set({
      ...rest,
      ...(tags === undefined ? {} : { tags: [...tags] }),
      businessAt: doing.at,
      recordedAt: sql`clock_timestamp()`,
      recordedBy: actorText(doing.actor),
    })
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .execute();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'unit.change',
    subjectKind: 'unit',
    subjectId: id,
    data: reason === null ? { fields } : { fields, reason },
  });
};
