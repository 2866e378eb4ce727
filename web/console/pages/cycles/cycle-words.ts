import type { CycleLine } from '../../../../api/resources/cycle-schema.ts';

const STATES: Readonly<Record<CycleLine['state'], readonly [name: string, colour: string]>> = {
  opened: ['已开启', 'blue'],
  waiting: ['等待抽取', 'gold'],
  drawing: ['抽取中', 'blue'],
  running: ['检查中', 'blue'],
  closed: ['已结束', 'green'],
  'not-drawn': ['未抽取', 'red'],
  cancelled: ['已取消', 'default'],
};

/** A pause stands before all that it holds up. */
export const stateOf = ({ state, pausedOn }: CycleLine): readonly [name: string, colour: string] =>
  pausedOn !== null && !isOver(state) ? ['已暂停', 'gold'] : STATES[state];

export const isOver = (state: CycleLine['state']): boolean =>
  state === 'closed' || state === 'not-drawn' || state === 'cancelled';

export const isBeforeDraw = (state: CycleLine['state']): boolean => state === 'opened' || state === 'waiting';

export const monthsOf = ({ windowStart, windowEnd }: CycleLine): string => {
  const [from, to] = [windowStart, windowEnd].map((date) => Number(date.slice(5, 7)));
  return from === to ? `${from} 月` : `${from}—${to} 月`;
};
