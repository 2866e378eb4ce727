import type { DeadlineKind } from '../../../domain/deadline/kinds.ts';

/** As `domain/deadline/kinds.ts` names them; the pages take types of the domain, no values. */
export const DUTIES: Readonly<Record<DeadlineKind, string>> = {
  draw: '抽取',
  signing: '抽取签名',
  'sign-off': '见证确认',
  visit: '实地检查',
  entry: '结果录入',
  review: '结果审核',
  publication: '结果公示',
  rectification: '整改',
  reinspection: '复查',
  referral: '移送',
};

const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
/** Within its year: 第一周期. */
export const cycleOrdinal = (number: number): string => `第${ORDINALS[number - 1] ?? number}周期`;
/** As everywhere: 2021年第一周期. */
export const cycleName = ({ year, number }: { readonly year: number; readonly number: number }): string =>
  `${year}年${cycleOrdinal(number)}`;
/** Of the id `2021-1`; another form of id stays as it is. */
export const cycleNameOfId = (cycleId: string): string => {
  const [, year, number] = /(\d{4})-(\d{1,2})$/.exec(cycleId) ?? [];
  return year === undefined ? cycleId : cycleName({ year: Number(year), number: Number(number) });
};

/** `3月5日` */
export const dayText = (date: string): string =>
  `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;

/** `37.5%`, or a dash where there is nothing to take a share of. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${Math.round((part * 1_000) / whole) / 10}%`;
