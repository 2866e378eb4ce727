/** What must hold of the announced strata: quotas that follow from the plan, an order among strata that overlap. */
import { quotaOf } from '../quota/quota.ts';
import type { AnnouncedStratum } from './announced-strata.ts';
import type { Announcement } from './announcement.ts';
import { NO_WEIGHTS } from './roster.ts';

type Strata = readonly AnnouncedStratum[];

const refuse = (id: string, why: string): never => {
  throw new RangeError(`公告中“${id}”层${why}`);
};

const bounded = ({ eligible, maximum }: AnnouncedStratum, count: number): number =>
  Math.min(eligible, maximum ?? eligible, count);

/** K before anything was moved between strata. */
const ownQuota = (stratum: AnnouncedStratum): number => {
  const { eligible, ratio, minimum, maximum } = stratum;
  if (ratio === null) return bounded(stratum, minimum);
  return quotaOf({ eligible, ...ratio, minimum, ...(maximum === undefined ? {} : { maximum }) }).quota;
};

/** K as it follows from the stratum's own members: bounds win over what was moved here. */
export const quotaOfStratum = (stratum: AnnouncedStratum): number => {
  const moved = stratum.topped_up.reduce((sum, { count }) => sum + count, 0);
  return moved === 0 ? ownQuota(stratum) : bounded(stratum, ownQuota(stratum) + moved);
};

/** How many units the row wanted here and there are not: the most that may be moved to another stratum. */
const shortfall = ({ eligible, minimum, maximum }: AnnouncedStratum): number =>
  Math.max(0, Math.min(minimum, maximum ?? minimum) - eligible);

const checkCounts = (stratum: AnnouncedStratum): void => {
  const { id, row, kind, eligible, ratio, minimum, quota, reserve } = stratum;
  for (const count of [eligible, minimum, quota, reserve]) {
    if (!Number.isSafeInteger(count) || count < 0) refuse(id, `的数量${count}应为非负整数。`);
  }
  if (!Number.isSafeInteger(row) || row < 1) refuse(id, `的计划行${row}应为正整数。`);
  if (quota > eligible) refuse(id, `抽取${quota}个，多于可抽对象${eligible}个。`);
  if (quota + reserve > eligible) refuse(id, `抽取${quota}个、递补${reserve}个，多于可抽对象${eligible}个。`);
  if ((kind === 'ratio') !== (ratio !== null)) refuse(id, '按比例抽取须写明比例，按数量抽取不写比例。');
  const expected = quotaOfStratum(stratum);
  if (expected !== quota) refuse(id, `的抽取数量${quota}与比例算得的${expected}不符，公告不能执行。`);
};

const checkTopUps = (strata: Strata): void => {
  const moved = new Map<string, number>();
  for (const { id, row, topped_up } of strata) {
    for (const { from, count } of topped_up) {
      if (!Number.isSafeInteger(count) || count < 1) refuse(id, `补足数量${count}应为正整数。`);
      const giver = strata.find((each) => each.id === from);
      if (giver === undefined || giver.row !== row || from === id)
        refuse(id, `的补足来源“${from}”不是同一计划行的其他层。`);
      moved.set(from, (moved.get(from) ?? 0) + count);
    }
  }
  for (const giver of strata) {
    if ((moved.get(giver.id) ?? 0) > shortfall(giver))
      refuse(giver.id, `只缺${shortfall(giver)}个，却有${moved.get(giver.id)}个移到其他层。`);
  }
};

const checkAfter = (strata: Strata): void => {
  for (const [place, { id, row, after }] of strata.entries()) {
    const earlier = strata.slice(0, place).filter((each) => each.row === row);
    for (const before of after) {
      if (!earlier.some((each) => each.id === before))
        refuse(id, `须排在“${before}”层之后，该层应是同一计划行中列在前面的层。`);
    }
    if (new Set(after).size !== after.length) refuse(id, '的先抽层重复。');
  }
};

const checkBatches = ({ id, quota, batches }: AnnouncedStratum): void => {
  if (batches.length === 0) return;
  for (const [index, { no, from, to, count }] of batches.entries()) {
    if (no !== index + 1) refuse(id, `的检查批次应从1起连续编号，现为${no}。`);
    if (!Number.isSafeInteger(count) || count < 0) refuse(id, `第${no}批的数量${count}应为非负整数。`);
    if (from > to) refuse(id, `第${no}批的起始日期${from}晚于结束日期${to}。`);
  }
  const total = batches.reduce((sum, { count }) => sum + count, 0);
  if (total !== quota) refuse(id, `各批合计${total}个，与抽取数量${quota}不符。`);
};

const checkProbability = ({ id, eligible, quota, weights, probability }: AnnouncedStratum): void => {
  const wanted = quota === eligible ? 'certainty' : weights === NO_WEIGHTS ? 'uniform' : 'by-weight';
  if (probability.kind !== wanted) refuse(id, `的入选概率应为${wanted}，现为${probability.kind}。`);
  if (probability.kind !== 'uniform') return;
  if (probability.numerator !== quota || probability.denominator !== eligible)
    refuse(id, `的入选概率应为${quota}/${eligible}。`);
};

/** @throws RangeError (Chinese) naming the stratum and what cannot be */
export const checkStrata = ({ strata, plan_rows }: Announcement): void => {
  if (new Set(strata.map(({ id }) => id)).size !== strata.length)
    throw new RangeError('公告中有重复的分层。');
  const rows = [...new Set(strata.map(({ row }) => row))].sort((a, b) => a - b);
  for (const { id, row } of strata) {
    if (!plan_rows.includes(row)) refuse(id, `的计划行${row}未列入本次抽取。`);
  }
  if (rows.length !== plan_rows.length || rows.some((row, index) => row !== plan_rows[index]))
    throw new RangeError('公告的计划行应与各层的计划行一致，从小到大排列。');
  checkTopUps(strata);
  checkAfter(strata);
  for (const stratum of strata) {
    checkCounts(stratum);
    checkBatches(stratum);
    checkProbability(stratum);
  }
};
