import type { PlanCalendar } from '../../../../../api/resources/plan/plan-year-schema.ts';

export interface Notice {
  readonly year: number;
  readonly revision: number;
  readonly origin: 'shipped' | 'imported';
  readonly offDays: readonly string[];
  readonly makeUpWorkdays: readonly string[];
  readonly source: string;
}

/** What a day is marked with on the calendar. */
interface DayMarks {
  readonly off: boolean;
  readonly work: boolean;
  /** Number of the window it lies in; 0 for none. */
  readonly window: number;
  /** 开, 抽, 检, 公, each with what it says in full. */
  readonly events: readonly { readonly sign: string; readonly text: string; readonly provisional: boolean }[];
}

export type YearDays = (date: string) => DayMarks;

/** The notice in force for a year: imported before shipped, then the highest revision. */
export const noticeOf = (notices: readonly Notice[], year: number): Notice | undefined => {
  const ofYear = notices.filter((notice) => notice.year === year);
  const imported = ofYear.filter(({ origin }) => origin === 'imported');
  return [...(imported.length > 0 ? imported : ofYear)].sort((a, b) => b.revision - a.revision)[0];
};

const SIGNS = [
  ['opensOn', '开', '周期开始'],
  ['drawOn', '抽', '抽取日'],
  ['visitsUntil', '检', '检查截止'],
  ['publishBy', '公', '最迟公示'],
] as const;

/** Marks of every day of the year. The notice of the next year may reach back into December. */
export const daysOf = ({ year, windows }: PlanCalendar, notices: readonly Notice[]): YearDays => {
  const inForce = [noticeOf(notices, year), noticeOf(notices, year + 1)].filter((one) => one !== undefined);
  const off = new Set(inForce.flatMap(({ offDays }) => offDays));
  const work = new Set(inForce.flatMap(({ makeUpWorkdays }) => makeUpWorkdays));
  const events = windows.flatMap(({ name, planned, cycle }) =>
    planned === null
      ? []
      : SIGNS.map(([field, sign, words]) => {
          const { date, provisional } = planned[field];
          const drawn = field === 'drawOn' && cycle !== null;
          return {
            date: drawn ? cycle.drawOn : date,
            sign,
            text: `${name}：${words}`,
            provisional: provisional && !drawn,
          };
        }),
  );
  return (date) => ({
    off: off.has(date),
    work: work.has(date),
    window: windows.find(({ start, end }) => start <= date && date <= end)?.number ?? 0,
    events: events.filter((event) => event.date === date),
  });
};
