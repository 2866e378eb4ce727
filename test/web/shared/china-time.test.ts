import fc from 'fast-check';
import {
  chinaTime,
  clockDay,
  clockTime,
  dayOfInstant,
  minuteOfInstant,
  toInstant,
  toWallClock,
} from '../../../web/shared/china-time.ts';

const LATE = '2021-01-07T16:05:09.000Z';

describe('the clock on the wall in China', () => {
  it('is on the next day from four in the afternoon of the universal time', () => {
    expect(dayOfInstant(LATE)).toBe('2021-01-08');
    expect(minuteOfInstant(LATE)).toBe('2021-01-08 00:05');
    expect(clockTime(Date.parse(LATE))).toBe('00:05:09');
    expect(clockDay(LATE)).toBe('1月8日（周五）');
    expect(chinaTime(LATE)).toBe('2021年1月8日（周五）00:05');
  });

  it('leaves words as they are, and shows a dash where there is no instant', () => {
    expect(chinaTime('公告期满后')).toBe('公告期满后');
    expect(minuteOfInstant(null)).toBe('—');
  });

  it('says what the calendar of the machine says of the same instant', () => {
    const format = new Intl.DateTimeFormat('zh-CN', {
      ...({ timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric', weekday: 'short' } as const),
    });
    const when = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(when, (date) => {
        const { month, day, weekday } = Object.fromEntries(
          format.formatToParts(date).map(({ type, value }) => [type, value]),
        );
        expect(clockDay(date.getTime())).toBe(`${month}月${day}日（${weekday}）`);
      }),
    );
  });
});

describe('a field of day and time', () => {
  it('shows an instant and gives the same one back, and none while it is not filled in', () => {
    expect(toWallClock(LATE)).toBe('2021-01-08T00:05');
    expect(toInstant('2021-01-08T00:05')).toBe('2021-01-07T16:05:00.000Z');
    expect([toWallClock(null), toInstant('')]).toEqual(['', undefined]);
  });
});
