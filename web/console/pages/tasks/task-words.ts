import type { z } from 'zod';
import type { taskLine } from '../../../../api/resources/task/task-schema.ts';
import type { Tone } from '../../boards/state-tag.tsx';

export type TaskLine = z.output<typeof taskLine>;
type State = TaskLine['state'];
type EndKind = NonNullable<TaskLine['endKind']>;

export const TASK_STATES: Readonly<Record<State, readonly [name: string, tone: Tone]>> = {
  created: ['待派发', 'none'],
  dispatched: ['待检查', 'work'],
  visited: ['待录入', 'work'],
  entered: ['待审核', 'care'],
  reviewed: ['已审核', 'work'],
  closed: ['已办结', 'done'],
};

const ENDS: Readonly<Record<Exclude<EndKind, 'published'>, readonly [name: string, tone: Tone]>> = {
  replaced: ['已更换对象', 'none'],
  cancelled: ['已取消', 'none'],
};

/** Where a task stands in one word, the same as its way and the filter say; that it was not carried out says more. */
export const standingOf = ({
  state,
  endKind,
}: Pick<TaskLine, 'state' | 'endKind'>): readonly [string, Tone] =>
  endKind === null || endKind === 'published' ? TASK_STATES[state] : ENDS[endKind];

export const ANSWERS: Readonly<Record<string, string>> = {
  yes: '是',
  no: '否',
  'not-checked': '未检查',
  'not-applicable': '合理缺项',
};

export const MEASURES: Readonly<Record<string, string>> = {
  'correct-at-once': '当场改正',
  'correct-by-date': '责令限期改正',
  transfer: '移送',
  'case-filed': '立案查处',
  none: '不予处置',
};

export const PUBLICATION_KINDS: Readonly<Record<string, string>> = {
  result: '检查结果公示',
  correction: '更正公示',
  withdrawal: '撤回公示',
};

export const RESULT_STATES: Readonly<Record<string, readonly [string, Tone]>> = {
  entered: ['待审核', 'care'],
  returned: ['已退回', 'late'],
  approved: ['审核通过', 'done'],
};
