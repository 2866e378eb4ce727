import { COLUMN_TITLES, COLUMNS } from '../../../../domain/plan/import/columns.ts';
import type { SourceLine } from '../../../../domain/plan/import/source.ts';

/** A sound plan of five items in three rounds, as nine cells per row: what damage is done to in the tests. */
const ITEMS = [
  [
    '道路旅客运输',
    '道路旅客运输、客运站企业及其道路运输车辆技术、企业动态监控进行监督检查',
    '道路旅客运输企业',
    '50%',
  ],
  [
    '道路货物运输',
    '道路货物运输、货运站企业及其道路运输车辆技术、企业动态监控平台进行监督检查',
    '道路货物运输企业',
    '5%',
  ],
  ['机动车驾驶员培训', '对全区机动车驾驶员培训企业进行监督检查', '机动车驾驶员培训企业', '30%'],
  ['机动车维修', '对全区机动车维修经营活动进行监督检查', '维修经营业户', '10%'],
  ['公路建设', '对全区公路建设市场进行监督检查', '公路建设施工企业', '50%'],
] as const;

const ROUNDS = [
  [1, 4],
  [5, 8],
  [9, 12],
] as const;

const twoDigits = (value: number) => String(value).padStart(2, '0');

export const TITLE = '怀仁市云东区交通运输局2021年度“双随机、一公开”抽查工作计划';

/** Fifteen rows of nine cells, nothing wrong with them and nothing to ask. */
export const soundRows = (): string[][] =>
  ROUNDS.flatMap(([first, last], round) =>
    ITEMS.map(([trade, item, category, ratio], index) => {
      const serial = twoDigits(round * ITEMS.length + index + 1);
      return [
        `2021${serial}`,
        `2021年怀仁市云东区交通运输局抽查工作计划${serial}`,
        `${serial}号`,
        `2021年云东区交通运输局${trade}市场主体随机抽查方案`,
        '不定向抽查',
        ratio,
        item,
        `2021年${first}月前成立的运营的全区${category}`,
        `2021年${first}月至${last}月`,
      ];
    }),
  );

export const HEADINGS: string[] = COLUMNS.map((column) => COLUMN_TITLES[column]);

/** Lines of a file with title, headings and these rows; line numbers from 1. */
export const linesOf = (rows: readonly (readonly string[])[]): SourceLine[] =>
  [[TITLE], [''], HEADINGS, ...rows].map((cells, index) => ({ line: index + 1, cells }));

/** The first plan row's line in {@link linesOf}. */
export const FIRST_ROW_LINE = 4;

/** Changes one cell. */
export const withCell = (rows: readonly string[][], row: number, column: number, text: string): string[][] =>
  rows.map((cells, at) =>
    at === row ? cells.map((cell, index) => (index === column ? text : cell)) : cells,
  );

/** The text as plain lines, parted by tabs. */
export const asText = (rows: readonly (readonly string[])[]): string =>
  linesOf(rows)
    .map(({ cells }) => cells.join('\t'))
    .join('\n');
