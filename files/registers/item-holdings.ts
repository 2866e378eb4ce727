import type { Reader } from '../../db/actor.ts';
import { listSections } from '../../db/list-officers.ts';
import { checklistOf, listItems } from '../../db/registers/items.ts';
import { type ImportedItem, ITEM_COLUMNS, ITEM_KIND_WORDS, type ItemField, YES_NO } from './items.ts';
import type { Holdings, Placed, Shown } from './register.ts';
import { wordOf } from './words.ts';

/** Lines come as one text; and what is published is said by an edition of the list, by no file. */
const NOT_SHOWN: readonly ItemField[] = ['part', 'lineText', 'lineBasis', 'published'];

const cellsOf = (item: ImportedItem) => ({
  id: item.id,
  name: item.name,
  kind: wordOf(ITEM_KIND_WORDS, item.kind),
  unitCategory: item.unitCategory,
  qualification: item.qualification ?? '',
  legalBasis: item.legalBasis,
  method: item.method,
  section: item.section ?? '',
  published: wordOf(YES_NO, item.published),
});

const shown = (item: ImportedItem): Shown => {
  const cells: Partial<Record<ItemField, string>> = cellsOf(item);
  const fields = ITEM_COLUMNS.filter(({ field }) => !NOT_SHOWN.includes(field));
  return {
    ...Object.fromEntries(fields.map(({ field, head }) => [head, cells[field] ?? ''])),
    检查表: item.lines
      .map(({ part, text, legalBasis }, index) => `${index + 1}. 〔${part}〕${text}（${legalBasis}）`)
      .join('\n'),
  };
};

const heldItems = async (db: Reader, authorityId: string): Promise<ImportedItem[]> => {
  const items = await listItems(db, authorityId);
  const names = new Map((await listSections(db, authorityId)).map(({ id, name }) => [id, name]));
  const lines = await checklistOf(
    db,
    authorityId,
    items.map(({ id }) => id),
  );
  return items.map(({ sectionId, kind, ...item }) => ({
    ...item,
    kind: kind as ImportedItem['kind'],
    section: sectionId === null ? null : (names.get(sectionId) ?? null),
    lines: lines.filter(({ itemId }) => itemId === item.id),
  }));
};

async function* entries(db: Reader, authorityId: string) {
  yield (await heldItems(db, authorityId)).map((item) => {
    const cells: Partial<Record<ItemField, string>> = cellsOf(item);
    return {
      key: item.id,
      title: item.name,
      lines: item.lines.map(({ part, text, legalBasis }) =>
        ITEM_COLUMNS.map(
          ({ field }) => ({ ...cells, part, lineText: text, lineBasis: legalBasis })[field] ?? '',
        ),
      ),
    };
  });
}

/** What the item list holds, in the words of its file. */
export const ITEM_HOLDINGS: Holdings<ImportedItem> = {
  keyOf: ({ id }) => id,
  titleOf: ({ name }) => name,
  shown,
  held: async (db, authorityId) =>
    new Map((await heldItems(db, authorityId)).map((item) => [item.id, shown(item)])),
  count: async (db, authorityId) => (await listItems(db, authorityId)).length,
  entries,
};

/** An item stays published or not whatever a file says of it; a new one is not. */
export const keepPublished = async (
  db: Reader,
  authorityId: string,
  rows: readonly Placed<ImportedItem>[],
): Promise<Placed<ImportedItem>[]> => {
  const published = new Set(
    (await listItems(db, authorityId)).flatMap(({ id, published: is }) => (is ? [id] : [])),
  );
  return rows.map(({ line, row }) => ({ line, row: { ...row, published: published.has(row.id) } }));
};
