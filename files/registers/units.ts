import { importUnits } from '../../db/registers/import-units.ts';
import { listItems } from '../../db/registers/items.ts';
import type { UnitKind, UnitRow, UnitStatus } from '../../db/registers/unit-rows.ts';
import { unitRowProblems } from '../../db/registers/unit-rows.ts';
import { cellReader, repeatedFaults } from './cells.ts';
import type { Placed, Register } from './register.ts';
import type { Column, Fault } from './table.ts';

/** The words of the file for the kinds of unit. */
export const UNIT_KIND_WORDS: Readonly<Record<string, UnitKind>> = {
  企业: 'org',
  车辆: 'vehicle',
  船舶: 'ship',
  工程项目: 'project',
  场站: 'station',
  个人: 'person',
};
export const UNIT_STATUS_WORDS: Readonly<Record<string, UnitStatus>> = {
  正常经营: 'operating',
  停业: 'suspended',
  关闭: 'closed',
  迁出: 'moved',
  注销: 'deregistered',
};

export type UnitField = Exclude<keyof UnitRow, 'id'>;

export const UNIT_COLUMNS: readonly Column<UnitField>[] = [
  { field: 'kind', head: '对象类型', note: Object.keys(UNIT_KIND_WORDS).join('、'), example: '企业' },
  {
    field: 'code',
    head: '统一社会信用代码或编号',
    note: '企业填 18 位统一社会信用代码；车辆填号牌，船舶填登记号，工程项目填批准文号，场站填许可证号或本局编号；个人填本局编号，公开的抽取名单不写该编号，以加盐摘要代替',
    example: '按营业执照填写',
  },
  { field: 'name', head: '名称', note: '全称', example: '某某运输有限公司' },
  {
    field: 'category',
    head: '行业类别',
    note: '与随机抽查事项清单的“对象类别”一致',
    example: '道路货物运输',
  },
  { field: 'area', head: '所在区域', note: '乡镇、街道或片区', example: '井坪镇' },
  {
    field: 'status',
    head: '经营状态',
    note: `${Object.keys(UNIT_STATUS_WORDS).join('、')}；只有正常经营的参加抽取`,
    example: '正常经营',
  },
  {
    field: 'foundedOn',
    head: '成立日期',
    optional: true,
    note: '年-月-日；计划以成立日期划范围时必填',
    example: '2015-06-01',
  },
  { field: 'address', head: '地址', optional: true, note: '检查时前往的地址', example: '' },
  { field: 'legalRepresentative', head: '法定代表人', optional: true, note: '', example: '' },
  { field: 'contactName', head: '联系人', optional: true, note: '', example: '' },
  { field: 'contactEmail', head: '联系邮箱', optional: true, note: '通知发往这里', example: '' },
  { field: 'contactPhone', head: '联系电话', optional: true, note: '短信发往这里', example: '' },
  { field: 'weight', head: '抽取权重', optional: true, note: '1 至 1000 的整数，不填为 1', example: '1' },
  { field: 'riskClass', head: '信用风险等级', optional: true, note: '如 A、B、C、D', example: '' },
  {
    field: 'size',
    head: '规模',
    optional: true,
    note: '如 大型、中型、小型；定向抽查按规模划范围时填写',
    example: '',
  },
  {
    field: 'tags',
    head: '标签',
    optional: true,
    note: '如 危货、校车，用顿号分开；定向抽查按标签划范围时填写',
    example: '',
  },
];

const headOf = (field: string): string =>
  UNIT_COLUMNS.find((column) => column.field === field)?.head ?? field;

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;

const read: Register<UnitField, UnitRow>['read'] = (lines) => {
  const faults: Fault[] = [];
  const rows = lines.flatMap((line): Placed<UnitRow>[] => {
    const before = faults.length;
    const cell = cellReader(line, UNIT_COLUMNS, faults);
    const kind = cell.oneOf('kind', UNIT_KIND_WORDS);
    const status = cell.oneOf('status', UNIT_STATUS_WORDS);
    const email = cell.optional('contactEmail');
    if (email !== null && !EMAIL.test(email))
      cell.wrong('contactEmail', `“${email}”不是邮箱地址，请改正或留空。`);
    const foundedOn = cell.date('foundedOn');
    if (kind === null || status === null || faults.length > before) return [];
    const row: UnitRow = {
      id: null,
      kind,
      status,
      code: cell.text('code'),
      name: cell.text('name'),
      category: cell.text('category'),
      area: cell.text('area'),
      foundedOn,
      address: cell.optional('address'),
      legalRepresentative: cell.optional('legalRepresentative'),
      contactName: cell.optional('contactName'),
      contactEmail: email,
      contactPhone: cell.optional('contactPhone'),
      weight: Number(cell.optional('weight') ?? '1'),
      riskClass: cell.optional('riskClass'),
      size: cell.optional('size'),
      tags: cell.several('tags'),
    };
    const problems = unitRowProblems(row, line.line);
    for (const { field, message } of problems) {
      faults.push({ line: line.line, head: headOf(field), what: message.replace(/^第 \d+ 行：/u, '') });
    }
    return problems.length === 0 ? [{ line: line.line, row }] : [];
  });
  const repeated = repeatedFaults(rows, headOf('code'), ({ kind, code }) => `${kind} ${code}`);
  return { rows, faults: [...faults, ...repeated] };
};

/** Words named in one hint. */
const MOST_NAMED = 10;

const hints: NonNullable<Register<UnitField, UnitRow>['hints']> = async (db, authorityId, rows) => {
  const listed = new Set((await listItems(db, authorityId)).map(({ unitCategory }) => unitCategory));
  const strange = [...new Set(rows.map(({ row }) => row.category))].filter((one) => !listed.has(one));
  return strange.length === 0
    ? []
    : [
        `事项清单中没有对象类别“${strange.slice(0, MOST_NAMED).join('”“')}”，这些对象不会被任何计划行抽取；请核对用词，或先导入清单。`,
      ];
};

/** 检查对象名录库. A unit whose category no item of the list names is in no plan row's scope: that is said. */
export const UNIT_REGISTER: Register<UnitField, UnitRow> = {
  name: '检查对象名录库',
  columns: UNIT_COLUMNS,
  read,
  check: async () => [],
  hints,
  write: async (trx, authorityId, rows, doing) => {
    const { inserted, updated, unchanged } = await importUnits(
      trx,
      authorityId,
      rows.map(({ row }) => row),
      doing,
    );
    return {
      summary: `新增 ${inserted} 户，更新 ${updated} 户，未变 ${unchanged} 户`,
      hints: await hints(trx, authorityId, rows),
    };
  },
};
