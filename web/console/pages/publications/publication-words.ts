import type { PublicationBoardLine } from '../../../../api/resources/publication/publication-schema.ts';
import type { Tone } from '../../boards/state-tag.tsx';

type Line = Pick<PublicationBoardLine, 'kind' | 'state'>;

export const KINDS: Readonly<Record<Line['kind'], string>> = {
  result: '结果公示',
  correction: '更正',
  withdrawal: '撤回',
};

const STATES: Readonly<Record<Line['state'], readonly [name: string, tone: Tone]>> = {
  due: ['待公示', 'care'],
  confirmed: ['已公示', 'done'],
  superseded: ['已被新版取代', 'none'],
};

export const stateOf = ({ state }: Pick<Line, 'state'>): readonly [name: string, tone: Tone] => STATES[state];

export const PROOFS = { receipt: '平台回执', address: '网址', picture: '截图' } as const;
export const pathOf = (id: string): string => `/api/publications/${encodeURIComponent(id)}`;
export const revisionPath = (id: string, revision: number): string => `${pathOf(id)}/revisions/${revision}`;
