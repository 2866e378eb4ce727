import type {
  BreakdownLine,
  IndicatorBoard,
  IndicatorLine,
} from '../../../../api/resources/statistics/statistics-schema.ts';

interface IndicatorWords {
  readonly name: string;
  /** What is divided by what. */
  readonly definition: string;
  readonly floor: string;
}

const HUNDRED = 100;
export const floorText = (floor: number): string => `${floor / HUNDRED}%`;

const SHARE_OF = {
  units: '本年度抽中的检查对象 ÷ 名录库中正常经营的检查对象',
  inspections: '随机检查次数 ÷ 全部行政检查次数',
} as const;

/** Each indicator as the source documents word it. */
export const wordsOf = ({ id, floor }: IndicatorLine, { rule }: IndicatorBoard): IndicatorWords =>
  ({
    'random-share': {
      name: '随机抽查占比',
      definition: SHARE_OF[rule.randomShareOf],
      floor: `不低于 ${floorText(floor)}`,
    },
    published: {
      name: '抽查检查结果公示率',
      definition: '各渠道均已公示的结果 ÷ 已结束的检查',
      floor: floorText(floor),
    },
    'random-items': {
      name: '随机抽查事项占比',
      definition: '已公布的随机抽查事项 ÷ 本部门市场监管执法事项',
      floor: `达到 ${floorText(floor)} 以上`,
    },
    'random-inspections': {
      name: '随机检查占全部行政检查的比例',
      definition: '随机检查次数 ÷ 全部行政检查次数',
      floor: `主要方式（超过 ${floorText(floor)}）`,
    },
  })[id];

export const DIMENSIONS = [
  ['cycle', '按周期'],
  ['section', '按科室'],
  ['item', '按事项'],
  ['inspector', '按检查人员'],
  ['model', '按抽查模式'],
  ['risk', '按风险等级'],
  ['area', '按区域'],
] as const;
export type DimensionId = (typeof DIMENSIONS)[number][0];

export const DIMENSION_NOTES: Readonly<Partial<Record<DimensionId, string>>> = {
  section: '一项任务由几个科室的人员承担的，各科室均计。',
  item: '一项任务含几个事项的，各事项均计；发现问题只计本事项的问题。',
  inspector: '一项任务由检查组共同承担，每名成员均计；名单保密期间的任务不计。',
  model:
    '计划名称或任务名称含“联合”的为部门联合；重点事项为重点领域；按风险等级分类或加权抽取的为信用风险分级；其余为一般抽查。',
  risk: '按名录库现在登记的等级。',
};

export interface Metric {
  readonly id: string;
  readonly name: string;
  readonly unit: '%' | '项';
  readonly of: (row: BreakdownLine) => readonly [part: number, whole: number | null];
}

/** What a chart can show of each group. */
export const METRICS: readonly Metric[] = [
  {
    id: 'finding',
    name: '问题发现率',
    unit: '%',
    of: ({ withFindings, inspected }) => [withFindings, inspected],
  },
  {
    id: 'in-time',
    name: '按期公示率',
    unit: '%',
    of: ({ publishedInTime, published, publicationOverdue }) => [
      publishedInTime,
      published + publicationOverdue,
    ],
  },
  { id: 'rectified', name: '整改率', unit: '%', of: ({ rectified, ordered }) => [rectified, ordered] },
  { id: 'load', name: '任务数', unit: '项', of: ({ tasks }) => [tasks, null] },
];
