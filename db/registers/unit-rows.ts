import { isIsoDate } from '../../domain/calendar/dates.ts';
import { checkCreditCode } from '../../domain/credit-code/credit-code.ts';
import { UNIT_TYPES, type UnitType } from '../../domain/draw/labels.ts';

/** The kinds of unit are those a draw has labels for. */
export type UnitKind = UnitType;

export const UNIT_STATUSES = ['operating', 'suspended', 'closed', 'moved', 'deregistered'] as const;
export type UnitStatus = (typeof UNIT_STATUSES)[number];

/** One entry of the unit register (检查对象名录库, R190, R282). */
export interface UnitRow {
  /** Stable id inside the authority; null: the one the entry has, else one made from kind and code. */
  readonly id: string | null;
  readonly kind: UnitKind;
  /** org: 统一社会信用代码; vehicle: plate; ship: registration; project: approval number; station, person: own number. */
  readonly code: string;
  readonly name: string;
  /** Trade as the item list names it (unit_category of an item), e.g. 道路货物运输. */
  readonly category: string;
  /** 乡镇、街道 or area inside the authority. */
  readonly area: string;
  readonly status: UnitStatus;
  readonly foundedOn: string | null;
  readonly address: string | null;
  readonly legalRepresentative: string | null;
  readonly contactName: string | null;
  readonly contactEmail: string | null;
  readonly contactPhone: string | null;
  /** Weight in a credit-graded draw, 1 (default) to 1000. */
  readonly weight: number;
  readonly riskClass: string | null;
  /** 规模, in the authority's own words. */
  readonly size?: string | null;
  /** 标签 that a directed draw may ask for (R47): 危货, 校车 … */
  readonly tags?: readonly string[];
}

/** One thing wrong with a row (from 1), in words for the person who imports. */
export interface RowProblem {
  readonly row: number;
  readonly field: string;
  readonly message: string;
}

const TEXT_FIELDS = { code: '编号', name: '名称', category: '类别', area: '区域' } as const;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
const UNFIT = /^\s|\s$|[\u0000-\u001f\u007f]/;

/** What keeps one row out of the register; `row` is its place in the import, from 1. */
export const unitRowProblems = (unit: UnitRow, row: number): RowProblem[] => {
  const problems: RowProblem[] = [];
  const report = (field: keyof UnitRow, message: string): void => {
    problems.push({ row, field, message: `第 ${row} 行：${message}` });
  };
  for (const [field, name] of Object.entries(TEXT_FIELDS) as [keyof typeof TEXT_FIELDS, string][]) {
    const text = unit[field];
    if (text === '') report(field, `${name}为空，请补填。`);
    else if (UNFIT.test(text)) report(field, `${name}“${text}”首尾有空格或含控制字符，请改正。`);
    else if (text !== text.normalize('NFC')) report(field, `${name}“${text}”不是规范字符，请改正。`);
  }
  if (unit.kind === 'org' && unit.code !== '') {
    const check = checkCreditCode(unit.code);
    if (!check.valid) report('code', check.message);
  }
  const tags = unit.tags ?? [];
  for (const tag of tags) {
    if (tag === '' || UNFIT.test(tag)) report('tags', `标签“${tag}”为空、首尾有空格或含控制字符，请改正。`);
  }
  if (new Set(tags).size !== tags.length) report('tags', '标签重复，请删去重复的。');
  if (!UNIT_TYPES.includes(unit.kind)) report('kind', `对象类型“${unit.kind}”不在规定范围内。`);
  if (!UNIT_STATUSES.includes(unit.status)) report('status', `状态“${unit.status}”不在规定范围内。`);
  if (unit.foundedOn !== null && !isIsoDate(unit.foundedOn)) {
    report('foundedOn', `成立日期“${unit.foundedOn}”不是真实日期，应写成 YYYY-MM-DD。`);
  }
  if (!Number.isSafeInteger(unit.weight) || unit.weight < 1 || unit.weight > 1000) {
    report('weight', `权重“${unit.weight}”应为 1 至 1000 的整数。`);
  }
  return problems;
};
