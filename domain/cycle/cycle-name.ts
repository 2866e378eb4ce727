const CYCLE_ID = /(\d{4})-(\d{1,2})$/;
const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;
const TEN = 10;

/** 1 to 99 as Chinese numerals: 三, 十, 十二. */
const numeral = (n: number): string => {
  const tens = Math.floor(n / TEN);
  const before = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return `${before}${DIGITS[n % TEN]}`;
};

/** A cycle within its year: 第三周期. */
export const cycleOrdinal = (number: number): string => `第${numeral(number)}周期`;

/** A cycle as notices, papers and pages call it: 2021年第三周期. Its months or days stand beside it where they matter. */
export const cycleName = ({ year, number }: { readonly year: number; readonly number: number }): string =>
  `${year}年${cycleOrdinal(number)}`;

/** The same of the id `2021-3`; another form of id stays as it is. */
export const cycleNameOfId = (cycleId: string): string => {
  const [, year, number] = CYCLE_ID.exec(cycleId) ?? [];
  return year === undefined || Number(number) === 0
    ? cycleId
    : cycleName({ year: Number(year), number: Number(number) });
};
