import fc from 'fast-check';
import { parseMonthRange } from '../../../domain/cycle/month-range.ts';

describe('a month range', () => {
  it.each([
    ['2021年1月至4月', '2021-01-01', '2021-04-30'],
    ['2021年9月至 12月', '2021-09-01', '2021-12-31'],
    ['2021年9月至\n12月', '2021-09-01', '2021-12-31'],
    [' 2021 年 5 月 至\t8 月 ', '2021-05-01', '2021-08-31'],
    ['２０２１年５月～８月', '2021-05-01', '2021-08-31'],
    ['2021年1-4月', '2021-01-01', '2021-04-30'],
    ['2021年1月—4月', '2021-01-01', '2021-04-30'],
    ['2021年1月——4月', '2021-01-01', '2021-04-30'],
    ['2021年01月到04月', '2021-01-01', '2021-04-30'],
    ['2021年1月　至　2021年4月', '2021-01-01', '2021-04-30'],
    ['2020年1月至2月', '2020-01-01', '2020-02-29'],
    ['2021年2月', '2021-02-01', '2021-02-28'],
  ])('%p is from %s to %s [R277]', (text, start, end) => {
    expect(parseMonthRange(text)).toEqual({ start, end });
  });

  it.each([
    ['2021年9月至1 2月', '数字中间有空格'],
    ['2021年9月至', '应写成'],
    ['9月至12月', '应写成'],
    ['2021年0月至4月', '月份应为 1 至 12'],
    ['2021年1月至13月', '月份应为 1 至 12'],
    ['2021年8月至5月', '结束月份早于开始月份'],
    ['2021年11月至2022年2月', '跨年'],
    ['2021年1月4月', '应写成'],
    ['2021年1月至4月底', '应写成'],
    ['21年1月至4月', '应写成'],
    ['2021年3', '缺少“月”字'],
    ['2021年1月、4月', '应写成'],
    ['全年', '应写成'],
    ['', '应写成'],
  ])('%p is refused, not guessed', (text, why) => {
    expect(() => parseMonthRange(text)).toThrow(`抽查时间“${text}”无法识别`);
    expect(() => parseMonthRange(text)).toThrow(why);
  });

  it('reads back what it is written as, with any sign between and any blanks', () => {
    const months = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }));
    const sign = fc.constantFrom('至', '到', '-', '－', '~', '～', '—', '–');
    const blanks = fc.constantFrom('', ' ', '\t', '　', '\n');
    fc.assert(
      fc.property(months, sign, blanks, ([a, b], between, blank) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)];
        const text = `2024年${blank}${first}月${blank}${between}${blank}${last}月`;
        const { start, end } = parseMonthRange(text);
        expect(start).toBe(`2024-${String(first).padStart(2, '0')}-01`);
        expect(Number(end.slice(5, 7))).toBe(last);
      }),
    );
  });
});
