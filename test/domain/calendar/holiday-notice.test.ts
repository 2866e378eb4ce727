import type { HolidayNotice } from '../../../domain/calendar/holiday-notice.ts';
import { checkedNotice, noticeProblems } from '../../../domain/calendar/holiday-notice.ts';
import { SHIPPED_NOTICES } from '../../../domain/calendar/notices.ts';

const notice = (changes: Partial<HolidayNotice> = {}): HolidayNotice => ({
  year: 2027,
  offDays: ['2027-01-01', '2027-10-01'],
  makeUpWorkdays: ['2027-10-09'],
  source: '演练用通知',
  revision: 1,
  ...changes,
});

const messages = (changes: Partial<HolidayNotice>): string[] =>
  noticeProblems(notice(changes)).map(({ message }) => message);

describe('a holiday notice', () => {
  it('is accepted when every row is right [R280]', () => {
    expect(noticeProblems(notice())).toEqual([]);
    expect(checkedNotice(notice())).toEqual(notice());
  });

  it.each(SHIPPED_NOTICES.map((shipped) => [`${shipped.year} (${shipped.revision})`, shipped] as const))(
    'of %s, as shipped, has no problem',
    (_name, shipped) => {
      expect(noticeProblems(shipped)).toEqual([]);
    },
  );

  it('names the row with a date of another year', () => {
    expect(noticeProblems(notice({ offDays: ['2027-01-01', '2026-10-01'] }))).toEqual([
      expect.objectContaining({
        field: 'offDays',
        row: 2,
        message: expect.stringContaining('不属于 2027 年'),
      }),
    ]);
  });

  it('may reach back into the last week of December', () => {
    expect(messages({ offDays: ['2026-12-31', '2027-01-01'] })).toEqual([]);
    expect(messages({ offDays: ['2026-12-24', '2027-01-01'] })).toHaveLength(1);
  });

  it('names a date that does not exist', () => {
    expect(messages({ offDays: ['2027-02-29'] })).toEqual([
      '放假日期第 1 行“2027-02-29”：不是真实存在的日期，应写成 YYYY-MM-DD。',
    ]);
  });

  it('names a make-up workday that is no weekend', () => {
    expect(messages({ makeUpWorkdays: ['2027-10-08'] })).toEqual([
      expect.stringContaining('调休上班日期第 1 行“2027-10-08”：是周一至周五'),
    ]);
  });

  it('names a day that is both off and worked', () => {
    expect(messages({ offDays: ['2027-10-09'], makeUpWorkdays: ['2027-10-09'] })).toEqual([
      expect.stringContaining('同时列为放假日期'),
    ]);
  });

  it('names a row that repeats another', () => {
    expect(messages({ offDays: ['2027-01-01', '2027-10-01', '2027-01-01'] })).toEqual([
      expect.stringContaining('第 3 行“2027-01-01”：与第 1 行重复'),
    ]);
  });

  it('must have days, a source, a year and a revision', () => {
    const fields = noticeProblems(
      notice({ year: 27, offDays: [], makeUpWorkdays: [], source: ' ', revision: 0 }),
    );
    expect(fields.map(({ field }) => field).sort()).toEqual(['offDays', 'revision', 'source', 'year']);
  });

  it('reports all problems at once', () => {
    const broken = notice({ offDays: ['2027-02-29', '2026-01-01'], makeUpWorkdays: ['2027-10-08'] });
    expect(() => checkedNotice(broken)).toThrow('2027 年节假日安排有 3 处问题');
  });
});
