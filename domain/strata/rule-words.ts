/** A row's rule in words, for plans on paper and on the screen (抽取规则说明). */
import type { UnitType } from '../draw/labels.ts';
import type { RatioKind } from '../quota/quota.ts';
import type {
  BatchRule,
  CapRule,
  ClassRule,
  CoverageRule,
  Direction,
  Fraction,
  OwnAreaRule,
  RowRule,
  UnitClass,
  WeightRule,
} from './row-rule.ts';

const KIND: Readonly<Record<RatioKind, string>> = { exact: '', floor: '不低于', cap: '不超过' };
const UNIT_WORDS: Readonly<Record<UnitType, string>> = {
  org: '企业',
  vehicle: '车辆',
  ship: '船舶',
  project: '工程项目',
  station: '场站',
  person: '个人',
};

const percentOf = ({ numerator, denominator }: Fraction): string => `${numerator / (denominator / 100)}%`;

const oneClass = ({ id, ratio, count, minimum, maximum }: UnitClass): string => {
  const bounds = [
    minimum === undefined ? '' : `，至少${minimum}个`,
    maximum === undefined ? '' : `，至多${maximum}个`,
  ].join('');
  if (ratio !== undefined) return `${id}类${KIND[ratio.kind]}${percentOf(ratio)}${bounds}`;
  return count === undefined ? `${id}类按其余总量` : `${id}类${count}个`;
};

const BY: Readonly<Record<ClassRule['by'], string>> = {
  riskClass: '信用风险等级',
  size: '规模',
  kind: '对象类型',
  area: '区域',
};

const classWords = ({ by, classes, topUp, overall }: ClassRule): string =>
  [
    `按${BY[by]}分类抽取：${classes.map(oneClass).join('；')}`,
    ...(overall === 'row-ratio' ? ['各类合计符合抽查比例'] : []),
    ...(topUp ? ['某类不足的，由相邻类别补足'] : []),
  ].join('；');

const areaWords = ({ areas, share }: OwnAreaRule): string =>
  `${areas.length === 0 ? '各区域' : areas.join('、')}在本区域抽取${percentOf(share)}，其余在全部范围内抽取`;

const weightWords = ({ version }: WeightRule): string => `按权重表“${version}”加权抽取`;

const directionWords = ({ kinds, sizes, areas, riskClasses, tags }: Direction): string => {
  const lists = [kinds?.map((kind) => UNIT_WORDS[kind]), sizes, areas, riskClasses, tags];
  return `定向抽取：${lists.flatMap((list) => (list === undefined || list.length === 0 ? [] : [list.join('、')])).join('；')}`;
};

const coverageWords = ({ years, whenAllHadTheirTurn }: CoverageRule): string =>
  `${years === 1 ? '本年度' : `${years}年`}内已被本事项抽中的不再抽取，${
    whenAllHadTheirTurn === 'stop' ? '全部抽到后不再抽取' : '全部抽到后重新开始'
  }`;

const capWords = ({ visitsPerYear, classes = [] }: CapRule): string =>
  [
    visitsPerYear === null ? '不受年度频次上限限制' : `每个对象每年至多检查${visitsPerYear}次`,
    ...classes.map(({ of, visitsPerYear: visits }) => `${of.join('、')}至多${visits}次`),
  ].join('，');

const batchWords = (rule: BatchRule): string =>
  rule.by === 'month'
    ? '检查按月分批，批次由抽取顺序决定'
    : `检查分${rule.periods.length}批（${rule.periods.map(({ from, to }) => `${from}至${to}`).join('、')}），批次由抽取顺序决定`;

/** One sentence for each part of the rule. */
export const ruleWords = (rule: RowRule): string[] => {
  const { upTo, count, minimum, maximum, classes, ownArea, weights, direction, coverage, cap, batches } =
    rule;
  return [
    ...(upTo === undefined ? [] : [`抽查比例不超过${percentOf(upTo)}`]),
    ...(count === undefined ? [] : [`抽取${count}个`]),
    ...(minimum === undefined ? [] : [`至少抽取${minimum}个`]),
    ...(maximum === undefined ? [] : [`至多抽取${maximum}个`]),
    ...(direction === undefined ? [] : [directionWords(direction)]),
    ...(classes === undefined ? [] : [classWords(classes)]),
    ...(ownArea === undefined ? [] : [areaWords(ownArea)]),
    ...(weights === undefined ? [] : [weightWords(weights)]),
    ...(coverage === undefined ? [] : [coverageWords(coverage)]),
    ...(cap === undefined ? [] : [capWords(cap)]),
    ...(batches === undefined ? [] : [batchWords(batches)]),
  ];
};
