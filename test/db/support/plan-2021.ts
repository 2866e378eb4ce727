import type { PlanDraft } from '../../../db/plan/save-draft.ts';
import { itemPartsOf } from '../../../domain/plan/item-parts.ts';
import { planNumber, taskNumber } from '../../../domain/plan/numbering.ts';
import type { PlanDocument, PlanRow } from '../../../domain/plan/plan.ts';
import { ratioOf, ratioPercentOf } from '../../../domain/plan/ratio-text.ts';
import { scopeRuleOf } from '../../../domain/plan/scope-rule.ts';

const OF_ONE_ROUND = [
  ['50%', '道路旅客运输、客运站企业及其道路运输车辆技术、企业动态监控进行监督检查', '道路旅客运输企业'],
  ['5%', '道路货物运输、货运站企业及其道路运输车辆技术、企业动态监控平台进行监督检查', '道路货物运输企业'],
  ['30%', '对全区机动车驾驶员培训企业进行监督检查', '机动车驾驶员培训企业'],
  ['10%', '对全区机动车维修经营活动进行监督检查', '维修经营业户'],
  ['50%', '对全区公路建设市场进行监督检查', null],
] as const;
const ROUNDS = [
  ['2021-01-01', '2021-04-30', '2021年1月前'],
  ['2021-05-01', '2021-08-31', '2021年1月前'],
  ['2021-09-01', '2021-12-31', '2021年9月前'],
] as const;

const known = <T>(value: T | null): T => {
  if (value === null) throw new Error('the sample plan must be readable');
  return value;
};

/** The fifteen rows of the 2021 plan in its own words, doubts settled. */
export const planRows2021 = (): PlanRow[] =>
  ROUNDS.flatMap(([windowStart, windowEnd, foundedBefore], round) =>
    OF_ONE_ROUND.map(([percent, item, category], place): PlanRow => {
      const sequence = round * OF_ONE_ROUND.length + place + 1;
      const ratio = known(ratioOf(percent));
      const scope =
        category === null ? '全区管辖范围内公路建设施工企业' : `${foundedBefore}成立的运营的全区${category}`;
      return {
        number: planNumber(2021, sequence),
        planName: `2021年朔州市平鲁区交通运输局抽查工作计划${taskNumber(sequence)}`,
        taskNumber: taskNumber(sequence),
        taskName: '2021年平鲁区交通运输局随机抽查方案',
        drawType: 'either',
        ratio,
        ratioPercent: ratioPercentOf(ratio),
        item,
        parts: itemPartsOf(item),
        scope,
        scopeRule: known(scopeRuleOf(scope)),
        windowStart,
        windowEnd,
      };
    }),
  );

export const planDocument2021: PlanDocument = {
  number: '平交字〔2020〕94号',
  issuer: '朔州市平鲁区交通运输局',
  title: '2021年度“双随机一公开”抽查工作计划',
  year: 2021,
  approvedBy: '局党组',
  signedOn: '2020-12-31',
  printedOn: '2020-12-31',
  copyTo: ['区委', '区人大', '区政府', '区政协', '市交通运输局'],
  basis: ['上级关于编制2021年度随机抽查计划的安排'],
  windows: [
    [1, 4],
    [5, 8],
    [9, 12],
  ],
};

export const planDraft2021 = (change: Partial<PlanDraft> = {}): PlanDraft => ({
  document: planDocument2021,
  rows: planRows2021(),
  reason: '2021年度计划',
  assumed: false,
  ...change,
});
