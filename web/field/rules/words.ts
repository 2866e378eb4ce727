import type { AnswerValue, Measure, SendState, Visit } from '../store/types.ts';

export const ANSWERS: readonly { readonly value: AnswerValue; readonly name: string }[] = [
  { value: 'yes', name: '是' },
  { value: 'no', name: '否' },
  { value: 'not-checked', name: '未检查' },
  { value: 'not-applicable', name: '合理缺项' },
];

export const answerName = (value: AnswerValue | undefined): string =>
  ANSWERS.find((answer) => answer.value === value)?.name ?? '未填';

export const MEASURES: readonly { readonly value: Measure; readonly name: string }[] = [
  { value: 'correct-at-once', name: '责令当场改正' },
  { value: 'correct-by-date', name: '责令限期改正' },
  { value: 'transfer', name: '移送其他部门' },
  { value: 'case-filed', name: '立案查处' },
  { value: 'none', name: '无须后续处置' },
];

export const measureName = (value: Measure | null): string =>
  MEASURES.find((measure) => measure.value === value)?.name ?? '未选择';

export const STATE_NAMES: Readonly<Record<Visit['state'], string>> = {
  created: '待派发',
  dispatched: '待检查',
  visited: '待录入结果',
  entered: '已录入，待审核',
  reviewed: '已审核',
  closed: '已办结',
};

export const SEND_NAMES: Readonly<Record<SendState, string>> = {
  waiting: '等待发送',
  sending: '正在发送',
  refused: '被退回',
  done: '已送达',
  dropped: '以系统为准，不再发送',
};
