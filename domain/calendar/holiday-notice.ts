import type { IsoDate } from './dates.ts';
import { dayOfWeek, isIsoDate } from './dates.ts';

/**
 * One yearly notice of holidays (国务院办公厅关于××年部分节假日安排的通知), as data.
 *
 * A notice of year Y may also name days of late December of Y-1: that of 2019 made 2018-12-31 a holiday and
 * 2018-12-29 a workday. A local holiday (放假办法 art. 4) is loaded as a further revision that holds the whole year.
 */
export interface HolidayNotice {
  /** The year the notice is for. */
  readonly year: number;
  /** Every day off the notice names, weekends inside a holiday included. */
  readonly offDays: readonly IsoDate[];
  /** Saturdays and Sundays on which people work (调休上班). */
  readonly makeUpWorkdays: readonly IsoDate[];
  /** Title, number (文号) and date, as shown beside a deadline. */
  readonly source: string;
  /** 1 for the first notice of a year; a later, higher revision replaces it as a whole. */
  readonly revision: number;
}

/** One thing wrong with a notice: which list, which row of it (from 1; null: the notice as a whole), what to do. */
export interface NoticeProblem {
  readonly field: 'year' | 'offDays' | 'makeUpWorkdays' | 'source' | 'revision';
  readonly row: number | null;
  readonly message: string;
}

const FIELD_NAMES: Record<NoticeProblem['field'], string> = {
  year: '年份',
  offDays: '放假日期',
  makeUpWorkdays: '调休上班日期',
  source: '文件来源',
  revision: '修订号',
};

/** First month-day of the previous year that a notice may reach back to. */
const REACH_BACK_FROM = '12-25';

const belongsTo = (year: number, date: IsoDate): boolean =>
  date.startsWith(`${year}-`) || (date.startsWith(`${year - 1}-`) && date.slice(5) >= REACH_BACK_FROM);

const isWeekend = (date: IsoDate): boolean => dayOfWeek(date) >= 6;

/** The fields that belong to no row. */
const headProblems = ({ year, source, revision, offDays }: HolidayNotice): NoticeProblem[] => {
  const problems: NoticeProblem[] = [];
  const report = (field: NoticeProblem['field'], message: string) =>
    problems.push({ field, row: null, message: `${FIELD_NAMES[field]}：${message}` });
  if (!Number.isSafeInteger(year) || year < 1992 || year > 9998) report('year', `“${year}”不是有效年份。`);
  if (!Number.isSafeInteger(revision) || revision < 1) report('revision', `“${revision}”应为从 1 起的整数。`);
  if (source.trim() === '') report('source', '不能为空，请填写通知的标题和文号。');
  if (offDays.length === 0) report('offDays', '没有任何放假日期，请对照通知原文填写。');
  return problems;
};

/** Row by row: real dates, of this year, each once, and each on the only list it can be on. */
const rowProblems = (
  notice: HolidayNotice,
  field: 'offDays' | 'makeUpWorkdays',
  wrongForField: (date: IsoDate) => string | null,
): NoticeProblem[] => {
  const seen = new Map<IsoDate, number>();
  return notice[field].flatMap((date, index): NoticeProblem[] => {
    const row = index + 1;
    const problem = (text: string) => [
      { field, row, message: `${FIELD_NAMES[field]}第 ${row} 行“${String(date)}”：${text}` },
    ];
    if (!isIsoDate(date)) return problem('不是真实存在的日期，应写成 YYYY-MM-DD。');
    if (!belongsTo(notice.year, date)) {
      return problem(`不属于 ${notice.year} 年（上年 12 月 25 日以后的日期除外），请核对年份。`);
    }
    const first = seen.get(date);
    if (first !== undefined) return problem(`与第 ${first} 行重复，请删去一行。`);
    seen.set(date, row);
    const wrong = wrongForField(date);
    return wrong === null ? [] : problem(wrong);
  });
};

/** Everything wrong with a notice, in the order of its rows; empty if it can be used [R280]. */
export const noticeProblems = (notice: HolidayNotice): NoticeProblem[] => {
  const off = new Set(notice.offDays);
  return [
    ...headProblems(notice),
    ...rowProblems(notice, 'offDays', () => null),
    ...rowProblems(notice, 'makeUpWorkdays', (date) => {
      if (off.has(date)) return '同时列为放假日期，请对照通知原文保留其一。';
      return isWeekend(date) ? null : '是周一至周五，本来就是工作日，请核对是否写错日期。';
    }),
  ];
};

/** The notice itself, proved usable. @throws RangeError that lists every problem (Chinese). */
export const checkedNotice = (notice: HolidayNotice): HolidayNotice => {
  const problems = noticeProblems(notice);
  if (problems.length === 0) return notice;
  const list = problems.map(({ message }) => message).join('\n');
  throw new RangeError(`${notice.year} 年节假日安排有 ${problems.length} 处问题：\n${list}`);
};
