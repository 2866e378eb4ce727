const CYCLE_ID = /(\d{4})-(\d{1,2})$/;
const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;
const TEN = 10;

/** 1 to 99 as Chinese numerals: 三, 十, 十二. */
const numeral = (n: number): string => {
  const tens = Math.floor(n / TEN);
  const before = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return `${before}${DIGITS[n % TEN]}`;
};

/** A cycle as the public reads it: 2021年第三周期 of the id `2021-3`; another form of id stays as it is. */
export const cycleOrdinal = (cycleId: string): string => {
  const [, year, number] = CYCLE_ID.exec(cycleId) ?? [];
  return year === undefined || Number(number) === 0 ? cycleId : `${year}年第${numeral(Number(number))}周期`;
};
