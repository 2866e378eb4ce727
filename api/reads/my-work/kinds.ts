import type { CommandName } from '../../../domain/rights/rights.ts';

interface WorkKindFacts {
  /** What is to be done, as the list says it. */
  readonly name: string;
  /** Place of the console's menu where it is counted. */
  readonly place: string;
  /** Several persons could do it: whoever takes it in hand says so. */
  readonly claimable: boolean;
  /** The command that does it, where one alone does. */
  readonly command: CommandName | null;
}

/** Everything a person can owe. */
export const WORK_KINDS = {
  visit: { name: '实地检查', place: 'tasks', claimable: false, command: 'recordVisit' },
  entry: { name: '录入检查结果', place: 'tasks', claimable: false, command: 'enterResult' },
  review: { name: '审核检查结果', place: 'tasks', claimable: true, command: 'reviewResult' },
  transfer: { name: '移送问题线索', place: 'tasks', claimable: true, command: 'transferFindings' },
  'publication-approval': {
    name: '批准公示',
    place: 'publications',
    claimable: true,
    command: 'approvePublication',
  },
  publication: { name: '公示并登记凭证', place: 'publications', claimable: true, command: 'confirmChannel' },
  rectification: { name: '督促整改', place: 'orders', claimable: false, command: null },
  reinspection: { name: '复查', place: 'orders', claimable: false, command: 'reinspect' },
  referral: { name: '移送未整改问题', place: 'orders', claimable: true, command: 'referFindings' },
  extension: { name: '审批延期申请', place: 'orders', claimable: true, command: 'decideExtension' },
  'section-overdue': { name: '督办本科室逾期事项', place: 'tasks', claimable: false, command: null },
  statement: { name: '答复陈述、申请和异议', place: 'tasks', claimable: true, command: null },
  'draw-due': { name: '按期抽取', place: 'draws', claimable: false, command: null },
  'draw-signing': { name: '签署抽取文件', place: 'draws', claimable: false, command: null },
  'draw-sign-off': { name: '见证确认抽取', place: 'draws', claimable: false, command: null },
  'draw-dice': { name: '投骰录入', place: 'draws', claimable: false, command: null },
  enlargement: { name: '审批扩大抽查', place: 'cycles', claimable: true, command: 'decideEnlargement' },
  'cycle-waiting': { name: '补齐周期所缺条件', place: 'cycles', claimable: true, command: null },
  'plan-import': { name: '确认导入的计划', place: 'year', claimable: true, command: null },
  'plan-review': { name: '审核年度计划', place: 'year', claimable: true, command: null },
  'plan-approve': { name: '批准年度计划', place: 'year', claimable: true, command: null },
  'plan-publish': { name: '公布年度计划', place: 'year', claimable: true, command: null },
  'text-approve': { name: '审批通知文本', place: 'messages', claimable: true, command: null },
  'campaign-approve': { name: '审批群发通知', place: 'messages', claimable: true, command: null },
  'message-unknown': { name: '核实送达情况不明的消息', place: 'messages', claimable: true, command: null },
  feedback: { name: '答复公众意见', place: 'feedback', claimable: true, command: null },
} as const satisfies Record<string, WorkKindFacts>;

export type WorkKind = keyof typeof WORK_KINDS;
export const ALL_KINDS = Object.keys(WORK_KINDS) as [WorkKind, ...WorkKind[]];

export const factsOfKind = (kind: WorkKind): WorkKindFacts => WORK_KINDS[kind];
