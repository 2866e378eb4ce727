import { listSections } from '../../db/list-officers.ts';
import { type ItemRow, importItems } from '../../db/registers/items.ts';
import { type CellReader, cellReader } from './cells.ts';
import type { Placed, Register } from './register.ts';
import type { Column, Fault } from './table.ts';

export type ItemField =
  | Exclude<keyof ItemRow, 'lines' | 'sectionId'>
  | 'section'
  | 'part'
  | 'lineText'
  | 'lineBasis';

/** An item, its section still by name. */
export interface ImportedItem extends Omit<ItemRow, 'sectionId'> {
  readonly section: string | null;
}

export const ITEM_KIND_WORDS: Readonly<Record<string, ItemRow['kind']>> = {
  一般检查事项: 'general',
  重点检查事项: 'key',
};
export const YES_NO = { 是: true, 否: false };
const SAME = '同一事项的后续各行可留空';

export const ITEM_COLUMNS: readonly Column<ItemField>[] = [
  {
    field: 'id',
    head: '事项编号',
    note: '本局内唯一，长期不变；检查表每条一行，各行写同一编号',
    example: 'huoyun',
  },
  {
    field: 'name',
    head: '抽查事项',
    note: `与抽查计划的用词一致；${SAME}`,
    example: '道路货物运输企业监督检查',
  },
  {
    field: 'kind',
    head: '事项类别',
    note: `${Object.keys(ITEM_KIND_WORDS).join('、')}；${SAME}`,
    example: '一般检查事项',
  },
  {
    field: 'unitCategory',
    head: '对象类别',
    note: `与检查对象名录的“行业类别”一致；${SAME}`,
    example: '道路货物运输',
  },
  {
    field: 'qualification',
    head: '检查资质',
    optional: true,
    note: '检查组须有一人具备的资质；不要求则留空',
    example: '道路货物运输',
  },
  {
    field: 'legalBasis',
    head: '检查依据',
    note: `法规名称和条款；${SAME}`,
    example: '《道路货物运输及站场管理规定》第四十九条',
  },
  { field: 'method', head: '检查方式', note: `如实地检查；${SAME}`, example: '实地检查' },
  { field: 'section', head: '责任科室', optional: true, note: '已有科室的名称', example: '' },
  { field: 'published', head: '已公布', note: `是、否；未公布的事项不得检查；${SAME}`, example: '是' },
  { field: 'part', head: '检查部分', note: '检查表的分部分名称', example: '企业' },
  { field: 'lineText', head: '检查内容', note: '检查表的一条', example: '是否持有有效的道路运输经营许可证' },
  { field: 'lineBasis', head: '检查内容依据', note: '', example: '《道路货物运输及站场管理规定》第二十条' },
];

const OF_ITEM = [
  'name',
  'kind',
  'unitCategory',
  'legalBasis',
  'method',
  'published',
  'qualification',
  'section',
] as const;

const checklistLine = (cell: CellReader<ItemField>): ItemRow['lines'][number] => ({
  part: cell.needed('part'),
  text: cell.needed('lineText'),
  legalBasis: cell.needed('lineBasis'),
});

const firstOf = (cell: CellReader<ItemField>, id: string): Omit<ImportedItem, 'lines'> => ({
  id,
  name: cell.needed('name'),
  kind: cell.oneOf('kind', ITEM_KIND_WORDS) ?? 'general',
  unitCategory: cell.needed('unitCategory'),
  qualification: cell.optional('qualification'),
  legalBasis: cell.needed('legalBasis'),
  method: cell.needed('method'),
  section: cell.optional('section'),
  published: cell.oneOf('published', YES_NO) ?? false,
});

const read: Register<ItemField, ImportedItem>['read'] = (lines) => {
  const faults: Fault[] = [];
  const items = new Map<
    string,
    { line: number; cells: (typeof lines)[number]['cells']; row: ImportedItem }
  >();
  for (const line of lines) {
    const cell = cellReader(line, ITEM_COLUMNS, faults);
    const id = cell.needed('id');
    const checked = checklistLine(cell);
    const first = items.get(id);
    if (first === undefined) {
      items.set(id, { line: line.line, cells: line.cells, row: { ...firstOf(cell, id), lines: [checked] } });
      continue;
    }
    for (const field of OF_ITEM) {
      if (cell.text(field) !== '' && cell.text(field) !== first.cells[field]) {
        cell.wrong(field, `与该事项第一行（第 ${first.line} 行）所填不同，请改成一致或留空。`);
      }
    }
    items.set(id, { ...first, row: { ...first.row, lines: [...first.row.lines, checked] } });
  }
  return { rows: [...items.values()].map(({ line, row }): Placed<ImportedItem> => ({ line, row })), faults };
};

/** 随机抽查事项清单 with the checklists, a line of a checklist per row. */
export const ITEM_REGISTER: Register<ItemField, ImportedItem> = {
  name: '随机抽查事项清单',
  columns: ITEM_COLUMNS,
  read,
  check: async (trx, authorityId, rows) => {
    const names = (await listSections(trx, authorityId)).map(({ name }) => name);
    return rows.flatMap(({ line, row: { section } }): Fault[] =>
      section === null || names.includes(section)
        ? []
        : [{ line, head: '责任科室', what: `没有科室“${section}”，请先导入该科室的人员，或留空。` }],
    );
  },
  write: async (trx, authorityId, rows, doing) => {
    const idOf = new Map((await listSections(trx, authorityId)).map(({ id, name }) => [name, id]));
    const items = rows.map(({ row: { section, ...item } }) => ({
      ...item,
      sectionId: section === null ? null : (idOf.get(section) ?? null),
    }));
    await importItems(trx, authorityId, items, doing);
    const lines = items.reduce((sum, item) => sum + item.lines.length, 0);
    return { summary: `写入 ${items.length} 个事项、${lines} 条检查内容`, hints: [] };
  },
};
