import { enterExemptions } from '../../db/registers/exemptions.ts';
import { findUnitByCode } from '../../db/registers/units.ts';
import {
  EXCLUSION_REASONS,
  EXEMPTION_REASONS,
  type ExemptionReason,
} from '../../domain/strata/exclusion-reasons.ts';
import { cellReader, repeatedFaults } from './cells.ts';
import type { Placed, Register } from './register.ts';
import type { Column, Fault } from './table.ts';
import { UNIT_KIND_WORDS } from './units.ts';

export type ExemptionField = 'kind' | 'code' | 'item' | 'reason' | 'basis' | 'fromOn' | 'toOn';

/** An exemption, its unit still by kind and code. */
export interface ImportedExemption {
  readonly kind: (typeof UNIT_KIND_WORDS)[string];
  readonly code: string;
  readonly itemId: string | null;
  readonly reason: ExemptionReason;
  readonly basis: string;
  readonly fromOn: string;
  readonly toOn: string;
}

const CODE_HEAD = '统一社会信用代码或编号';

/** What an exemption is known by: everything but its basis, which is never changed. The unit's code stands last. */
export const exemptionKey = ({
  reason,
  fromOn,
  toOn,
  itemId,
  kind,
  code,
}: Omit<ImportedExemption, 'basis'>): string => [reason, fromOn, toOn, itemId ?? '', kind, code].join(' ');

const REASONS: Readonly<Record<string, ExemptionReason>> = Object.fromEntries(
  EXEMPTION_REASONS.map((reason) => [EXCLUSION_REASONS[reason], reason]),
);

export const EXEMPTION_COLUMNS: readonly Column<ExemptionField>[] = [
  { field: 'kind', head: '对象类型', note: Object.keys(UNIT_KIND_WORDS).join('、'), example: '企业' },
  { field: 'code', head: CODE_HEAD, note: '与检查对象名录库一致', example: '按名录库填写' },
  {
    field: 'item',
    head: '事项编号',
    optional: true,
    kept: true,
    note: '只对这一事项免抽；不填为全部事项',
    example: '',
  },
  {
    field: 'reason',
    head: '免抽理由',
    note: Object.keys(REASONS).join('；'),
    example: Object.keys(REASONS)[0] ?? '',
  },
  { field: 'basis', head: '依据', note: '文件名称和文号，随抽取名单公布', example: '关于……的通知' },
  { field: 'fromOn', head: '起始日期', note: '年-月-日', example: '2026-01-01' },
  { field: 'toOn', head: '截止日期', note: '年-月-日，含当日', example: '2026-12-31' },
];

const read: Register<ExemptionField, ImportedExemption>['read'] = (lines) => {
  const faults: Fault[] = [];
  const rows = lines.flatMap((line): Placed<ImportedExemption>[] => {
    const before = faults.length;
    const cell = cellReader(line, EXEMPTION_COLUMNS, faults);
    const kind = cell.oneOf('kind', UNIT_KIND_WORDS);
    const reason = cell.oneOf('reason', REASONS);
    const [code, basis] = [cell.needed('code'), cell.needed('basis')];
    const [fromOn, toOn] = [cell.date('fromOn'), cell.date('toOn')];
    if (fromOn === null) cell.wrong('fromOn', '没有填写或不是真实日期，请补填。');
    if (toOn === null) cell.wrong('toOn', '没有填写或不是真实日期，请补填。');
    if (fromOn !== null && toOn !== null && toOn < fromOn)
      cell.wrong('toOn', `早于起始日期${fromOn}，请改正。`);
    if (kind === null || reason === null || fromOn === null || toOn === null || faults.length > before)
      return [];
    return [
      { line: line.line, row: { kind, code, itemId: cell.optional('item'), reason, basis, fromOn, toOn } },
    ];
  });
  return { rows, faults: [...faults, ...repeatedFaults(rows, CODE_HEAD, exemptionKey)] };
};

/** 免抽名单: who is not drawn for a time, with reason and basis. */
export const EXEMPTION_REGISTER: Register<ExemptionField, ImportedExemption> = {
  name: '免抽名单',
  columns: EXEMPTION_COLUMNS,
  read,
  check: async (trx, authorityId, rows) => {
    const faults: Fault[] = [];
    for (const { line, row } of rows) {
      if ((await findUnitByCode(trx, authorityId, row.kind, row.code)) === null)
        faults.push({ line, head: CODE_HEAD, what: '检查对象名录库中没有这个对象，请核对。' });
      if (row.itemId === null) continue;
      const item = await trx
        .selectFrom('item')
        .select('id')
        .where('authorityId', '=', authorityId)
        .where('id', '=', row.itemId)
        .executeTakeFirst();
      if (item === undefined)
        faults.push({ line, head: '事项编号', what: '随机抽查事项清单中没有这个事项，请核对。' });
    }
    return faults;
  },
  write: async (trx, authorityId, rows, doing) => {
    const found = [];
    for (const { row } of rows) {
      const { kind, code, ...rest } = row;
      const unit = await findUnitByCode(trx, authorityId, kind, code);
      if (unit !== null) found.push({ ...rest, unitId: unit.id });
    }
    const entered = await enterExemptions(trx, authorityId, found, doing);
    return { summary: `新增 ${entered} 条，已有 ${found.length - entered} 条`, hints: [] };
  },
};
