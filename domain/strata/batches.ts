/** 批次 of a row that takes everybody [R204]: chance decides the order, and the order who is visited in which batch. */
import { type IsoDate, parseIsoDate } from '../calendar/dates.ts';
import { shareTotal } from '../quota/share-total.ts';
import type { BatchRule } from './row-rule.ts';

export interface Period {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

export interface Batch extends Period {
  /** 1.. */
  readonly no: number;
  /** Places of the stratum's order that fall into it, after those of the batches before. */
  readonly count: number;
}

const lastDayOf = (month: string): IsoDate => {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}`;
};

const monthAfter = (month: string): string => {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
};

const earlier = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? a : b);
const later = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b);

const monthsOf = ({ from, to }: Period): Period[] => {
  const periods: Period[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = monthAfter(month)) {
    periods.push({ from: later(from, `${month}-01`), to: earlier(to, lastDayOf(month)) });
  }
  return periods;
};

/**
 * The periods in which the visits of a draw may take place; what of them lies before the draw is left out.
 * @throws RangeError (Chinese) where nothing is left
 */
export const periodsOf = (rule: BatchRule, visits: Period): Period[] => {
  parseIsoDate(visits.from);
  parseIsoDate(visits.to);
  const stated = rule.by === 'month' ? monthsOf(visits) : rule.periods;
  const left = stated
    .filter(({ from, to }) => to >= visits.from && from <= visits.to)
    .map(({ from, to }) => ({ from: later(from, visits.from), to: earlier(to, visits.to) }));
  if (left.length === 0) {
    throw new RangeError(
      `计划规定的检查批次都不在${visits.from}至${visits.to}之间，不能安排检查，请调整批次日期。`,
    );
  }
  return left;
};

/** Batches as even as whole numbers allow, the earlier ones larger; a batch without units is left out. */
export const batchesOf = (rule: BatchRule, visits: Period, quota: number): Batch[] => {
  const periods = periodsOf(rule, visits);
  const even = periods.map((_, index) => ({ code: String(index).padStart(4, '0'), eligible: quota }));
  const counts = shareTotal(quota, even);
  return periods
    .map((period, index) => ({ ...period, count: counts.get(String(index).padStart(4, '0')) ?? 0 }))
    .filter(({ count }) => count > 0)
    .map(({ from, to, count }, index) => ({ no: index + 1, from, to, count }));
};
