import { sql, type Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import { actAs, type Doing, type Reader } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { registerHistory } from './register-history.ts';

export interface ChecklistLineRow {
  /** The part of the item it belongs to (R275), e.g. 企业动态监控. */
  readonly part: string;
  /** What is looked at, answered 是, 否, 未检查 or 合理缺项. */
  readonly text: string;
  readonly legalBasis: string;
}

/** One entry of the item list (随机抽查事项清单, R240) with its checklist. */
export interface ItemRow {
  readonly id: string;
  readonly name: string;
  /** 一般检查事项 or 重点检查事项 (R44). */
  readonly kind: 'general' | 'key';
  /** The category of the units it is about; what ties it to the register. */
  readonly unitCategory: string;
  /** What one inspector of the team must be qualified in; null: any valid certificate will do. */
  readonly qualification: string | null;
  readonly legalBasis: string;
  /** 检查方式, e.g. 实地检查. */
  readonly method: string;
  readonly sectionId: string | null;
  /** An item that was not published may not be inspected (R58, 国办发〔2024〕54号). */
  readonly published: boolean;
  readonly lines: readonly ChecklistLineRow[];
}

const saveLines = async (
  trx: Transaction<Database>,
  authorityId: string,
  { id, lines }: ItemRow,
): Promise<void> => {
  await trx
    .deleteFrom('checklistLine')
    .where('authorityId', '=', authorityId)
    .where('itemId', '=', id)
    .where('lineNo', '>', lines.length)
    .execute();
  if (lines.length === 0) return;
  await trx
    .insertInto('checklistLine')
    .values(lines.map((line, index) => ({ authorityId, itemId: id, lineNo: index + 1, ...line })))
    .onConflict((conflict) =>
      conflict.columns(['authorityId', 'itemId', 'lineNo']).doUpdateSet((eb) => ({
        part: eb.ref('excluded.part'),
        text: eb.ref('excluded.text'),
        legalBasis: eb.ref('excluded.legalBasis'),
      })),
    )
    .execute();
};

/**
 * Adds items (抽查事项) or brings them up to date with their checklists, whose lines are numbered as given; items not
 * named stay. What was before is in the histories of `item` and `checklist_line` (R240).
 */
export const importItems = async (
  trx: Transaction<Database>,
  authorityId: string,
  items: readonly ItemRow[],
  doing: Doing,
): Promise<void> => {
  if (items.length === 0) return;
  await actAs(trx, doing.actor);
  await trx
    .insertInto('item')
    .values(items.map(({ lines: _lines, ...item }) => ({ authorityId, ...item })))
    .onConflict((conflict) =>
      conflict.columns(['authorityId', 'id']).doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        kind: eb.ref('excluded.kind'),
        unitCategory: eb.ref('excluded.unitCategory'),
        qualification: eb.ref('excluded.qualification'),
        legalBasis: eb.ref('excluded.legalBasis'),
        method: eb.ref('excluded.method'),
        sectionId: eb.ref('excluded.sectionId'),
        published: eb.ref('excluded.published'),
      })),
    )
    .execute();
  for (const item of items) await saveLines(trx, authorityId, item);
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'items.import',
    subjectKind: 'register',
    subjectId: 'item',
    data: { items: items.map(({ id, name, lines }) => ({ id, name, lines: lines.length })) },
  });
};

/** The item list (一单), by id. */
export const listItems = (db: Reader, authorityId: string) =>
  db.selectFrom('item').selectAll().where('authorityId', '=', authorityId).orderBy('id').execute();

/** @throws Refusal NotFound */
export const getItem = (db: Reader, authorityId: string, id: string) =>
  db
    .selectFrom('item')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `事项清单中没有“${id}”。`));

/** Checklist lines (检查表) of some items, by item and number. */
export const checklistOf = (db: Reader, authorityId: string, itemIds: readonly string[]) =>
  db
    .selectFrom('checklistLine')
    .select(['itemId', 'lineNo', 'part', 'text', 'legalBasis'])
    .where('authorityId', '=', authorityId)
    .where(sql<boolean>`item_id = any(${[...itemIds]}::text[])`)
    .orderBy('itemId')
    .orderBy('lineNo')
    .execute();

/** Every change of an item's entry, oldest first; its lines keep theirs under `<item>/<line>` (R240). */
export const itemHistory = (db: Reader, authorityId: string, id: string) =>
  registerHistory(db, authorityId, 'item', id);
