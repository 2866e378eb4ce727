import { parseIsoDate } from '../../domain/calendar/dates.ts';

interface CycleWords {
  readonly state: string;
  readonly pausedOn: string | null;
}

const CYCLE_STATES: Readonly<Record<string, string>> = {
  opened: '已开启',
  waiting: '等待抽取',
  drawing: '抽取中',
  running: '检查中',
  closed: '已结束',
  'not-drawn': '未抽取',
  cancelled: '已取消',
};

export const cycleStateName = ({ state, pausedOn }: CycleWords): string =>
  pausedOn !== null && state !== 'closed' ? '已暂停' : (CYCLE_STATES[state] ?? state);

const CALM = new Set(['running', 'drawing', 'opened']);

/** How a state is drawn: at work, done, or in need of someone's eye. */
export const cycleTone = ({ state, pausedOn }: CycleWords): 'work' | 'done' | 'care' => {
  if (state === 'closed') return 'done';
  return pausedOn === null && CALM.has(state) ? 'work' : 'care';
};

const month = (date: string): number => Number(parseIsoDate(date).slice(5, 7));

/** 1—4 月 */
export const monthsText = (start: string, end: string): string =>
  month(start) === month(end) ? `${month(start)} 月` : `${month(start)}—${month(end)} 月`;

/** 1月4日 */
export const dayText = (date: string): string => `${month(date)}月${Number(date.slice(8, 10))}日`;
