/** What the facts of the small year are about: one cycle, two rows, tasks in every state. */
export const CYCLE = '2021-1';
export const DRAW = '2021-001';
export const ROWS = [
  { number: '202101', item: 'passenger', text: '对全区道路旅客运输企业进行监督检查' },
  { number: '202102', item: 'freight', text: '对全区道路货物运输企业进行监督检查' },
] as const;

type State = 'dispatched' | 'visited' | 'entered' | 'reviewed' | 'closed';
/** The tasks of the cycle, in order: state, and the row that drew each. */
export const TASKS: readonly { state: State; row: 0 | 1; end?: 'published' | 'replaced' }[] = [
  { state: 'dispatched', row: 0 },
  { state: 'visited', row: 0 },
  { state: 'entered', row: 0 },
  { state: 'closed', row: 0, end: 'published' },
  { state: 'reviewed', row: 1, end: 'published' },
  { state: 'closed', row: 1, end: 'published' },
  { state: 'closed', row: 1, end: 'replaced' },
];

export const taskId = (authorityId: string, n: number): string => `${authorityId}-${CYCLE}-${n}`;
export const orderId = (authorityId: string): string => `${taskId(authorityId, 5)}-z1`;
export const UNIT_NAME = '宏运运输有限公司<测试>';
