import type { Kept } from '../../../../api/resources/rehearsal/rehearsals-schema.ts';

import type { Tone } from '../../boards/state-tag.tsx';

export const STATE_WORDS: Readonly<Record<Kept['state'], readonly [words: string, tone: Tone]>> = {
  opening: ['正在打开', 'work'],
  open: ['可以进入', 'work'],
  running: ['进行中', 'work'],
  finished: ['已走完', 'done'],
  interrupted: ['未走完', 'none'],
  failed: ['没有完成', 'late'],
};

export const isByHand = ({ rehearsalId }: Kept): boolean => rehearsalId.endsWith('-hand');
export const KIND_OF = (row: Kept): string => (isByHand(row) ? '手动' : '自动');
/** It changes by itself. */
export const isBusy = ({ state }: Kept): boolean => state === 'opening' || state === 'running';

type Cycle = NonNullable<Kept['summary']>['cycles'][number];

export const sum = ({ summary }: Kept, of: (cycle: Cycle) => number): number | null =>
  summary === null ? null : summary.cycles.reduce((total, cycle) => total + of(cycle), 0);
