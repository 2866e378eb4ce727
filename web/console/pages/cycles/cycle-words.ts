import type { CycleLine } from '../../../../api/resources/cycle/cycle-schema.ts';
import type { Tone } from '../../boards/state-tag.tsx';

const STATES: Readonly<Record<CycleLine['state'], readonly [name: string, tone: Tone]>> = {
  opened: ['已开启', 'work'],
  waiting: ['等待抽取', 'care'],
  drawing: ['抽取中', 'work'],
  running: ['检查中', 'work'],
  closed: ['已结束', 'done'],
  'not-drawn': ['未抽取', 'late'],
  cancelled: ['已取消', 'none'],
};

/** A pause stands before all that it holds up. */
export const stateOf = ({ state, pausedOn }: CycleLine): readonly [name: string, tone: Tone] =>
  pausedOn !== null && !isOver(state) ? ['已暂停', 'care'] : STATES[state];

export const isOver = (state: CycleLine['state']): boolean =>
  state === 'closed' || state === 'not-drawn' || state === 'cancelled';

export const isBeforeDraw = (state: CycleLine['state']): boolean => state === 'opened' || state === 'waiting';

export const monthsOf = ({ windowStart, windowEnd }: CycleLine): string => {
  const [from, to] = [windowStart, windowEnd].map((date) => Number(date.slice(5, 7)));
  return from === to ? `${from} 月` : `${from}—${to} 月`;
};
