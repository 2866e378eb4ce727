import { sql, type Transaction } from 'kysely';
import { dateAt, type IsoDate, isIsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { EXEMPTION_REASONS, type ExemptionReason } from '../../domain/strata/exclusion-reasons.ts';
import { actorText, type Doing, type Reader } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { requireRole } from '../officers.ts';

/** A unit that is not drawn for a time (免抽), by which reason and on which basis; published with the list. */
export interface ExemptionRow {
  readonly unitId: string;
  /** Null: of every item. */
  readonly itemId: string | null;
  readonly reason: ExemptionReason;
  /** The paper it rests on. */
  readonly basis: string;
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
}

const refuse = (message: string, field: keyof ExemptionRow): never => {
  throw new Refusal('InvalidInput', message, field);
};

const check = ({ reason, basis, fromOn, toOn }: ExemptionRow): void => {
  if (!EXEMPTION_REASONS.includes(reason)) refuse(`免抽理由“${reason}”不在规定范围内。`, 'reason');
  if (basis.trim() === '') refuse('请写明免抽的依据，例如文件名称和文号。', 'basis');
  if (!isIsoDate(fromOn)) refuse(`开始日期“${fromOn}”不是真实日期。`, 'fromOn');
  if (!isIsoDate(toOn)) refuse(`结束日期“${toOn}”不是真实日期。`, 'toOn');
  if (toOn < fromOn) refuse(`结束日期${toOn}早于开始日期${fromOn}。`, 'toOn');
};

/** Only an approver decides whom chance passes by; an operator's import stands behind its file. */
const requireRight = async (
  trx: Transaction<Database>,
  authorityId: string,
  { actor, at }: Doing,
): Promise<void> => {
  if (actor.kind === 'officer') await requireRole(trx, authorityId, actor.id, ['approver'], dateAt(at));
};

/**
 * Enters exemptions; the very same one in force already is not entered twice.
 * @returns how many are new
 * @throws Refusal Forbidden, InvalidInput, NotFound where the register has no such unit or the list no such item
 */
export const enterExemptions = async (
  trx: Transaction<Database>,
  authorityId: string,
  rows: readonly ExemptionRow[],
  doing: Doing,
): Promise<number> => {
  await requireRight(trx, authorityId, doing);
  let entered = 0;
  for (const row of rows) {
    check(row);
    const { rows: made } = await sql<{ id: number }>`
      insert into draw_exemption (authority_id, unit_id, item_id, reason, basis, from_on, to_on, entered_by, business_at)
      select u.authority_id, u.id, i.id, ${row.reason}, ${row.basis}, ${row.fromOn}::date, ${row.toOn}::date,
             ${actorText(doing.actor)}, ${doing.at}::timestamptz
        from unit u left join item i on (i.authority_id, i.id) = (u.authority_id, ${row.itemId}::text)
       where (u.authority_id, u.id) = (${authorityId}, ${row.unitId}) and (${row.itemId}::text is null or i.id is not null)
         and not exists (select from draw_exemption e where (e.authority_id, e.unit_id, e.reason, e.from_on, e.to_on)
                         = (u.authority_id, u.id, ${row.reason}, ${row.fromOn}::date, ${row.toOn}::date)
                         and e.item_id is not distinct from ${row.itemId}::text and e.ended_at is null)
      returning id`.execute(trx);
    entered += made.length;
    if (made.length === 0) await requireKnown(trx, authorityId, row);
  }
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'exemptions.enter',
    subjectKind: 'register',
    subjectId: 'draw-exemption',
    data: { entered },
  });
  return entered;
};

const requireKnown = async (
  trx: Transaction<Database>,
  authorityId: string,
  { unitId, itemId }: ExemptionRow,
): Promise<void> => {
  const known = (table: 'unit' | 'item', id: string) =>
    trx
      .selectFrom(table)
      .select('id')
      .where('authorityId', '=', authorityId)
      .where('id', '=', id)
      .executeTakeFirst();
  if ((await known('unit', unitId)) === undefined)
    throw new Refusal('NotFound', `名录库中没有检查对象“${unitId}”。`, 'unitId');
  if (itemId !== null && (await known('item', itemId)) === undefined)
    throw new Refusal('NotFound', `抽查事项清单中没有“${itemId}”。`, 'itemId');
};

/** Ends an exemption before its time; it stays on record. @throws Refusal Forbidden, NotFound, AlreadyEnded */
export const endExemption = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: number,
  doing: Doing,
): Promise<void> => {
  await requireRight(trx, authorityId, doing);
  const found = await trx
    .selectFrom('drawExemption')
    .select(['unitId', 'endedAt'])
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为 ${id} 的免抽记录。`));
  if (found.endedAt !== null) throw new Refusal('AlreadyEnded', `编号为 ${id} 的免抽已经终止。`);
  await trx
    .updateTable('drawExemption')
    .set({ endedAt: doing.at, endedBy: actorText(doing.actor) })
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .execute();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'exemption.end',
    subjectKind: 'unit',
    subjectId: found.unitId,
    data: { id },
  });
};

const exemptions = (db: Reader, authorityId: string) =>
  db
    .selectFrom('drawExemption as e')
    .innerJoin('unit as u', (join) =>
      join.onRef('u.authorityId', '=', 'e.authorityId').onRef('u.id', '=', 'e.unitId'),
    )
    .select([
      'e.id',
      'e.unitId',
      'u.name as unitName',
      'e.itemId',
      'e.reason',
      'e.basis',
      'e.fromOn',
      'e.toOn',
    ])
    .select(['e.enteredBy', 'e.businessAt', 'e.endedAt', 'e.endedBy'])
    .where('e.authorityId', '=', authorityId)
    .orderBy('e.id', 'desc');

/** All exemptions with their units, the newest first. */
export const listExemptions = (db: Reader, authorityId: string) => exemptions(db, authorityId).execute();

/** The exemptions of one unit, ended ones included, the newest first. */
export const exemptionsOfUnit = (db: Reader, authorityId: string, unitId: string) =>
  exemptions(db, authorityId).where('e.unitId', '=', unitId).execute();
