import type { CommandForm, Option } from '../form.ts';
import { listOf, orBlank, reason, textOf } from '../form.ts';
import { officerName, type Subject, unitOf } from '../subject.ts';

const DEADLINES: readonly Option[] = [
  { value: 'visit', label: '实地检查期限' },
  { value: 'entry', label: '结果录入期限' },
];
const UNIT_STATES: readonly Option[] = [
  { value: 'closed', label: '停业' },
  { value: 'moved', label: '迁出' },
  { value: 'suspended', label: '歇业' },
  { value: 'deregistered', label: '注销' },
];
const DECISIONS: readonly Option[] = [
  { value: 'approve', label: '同意' },
  { value: 'return', label: '退回更正' },
];

const nameOf = (options: readonly Option[], value: string): string =>
  options.find((option) => option.value === value)?.label ?? '……';

const teamOf = ({ task }: Subject): readonly Option[] =>
  (task?.team ?? [])
    .filter(({ state }) => state === 'assigned')
    .map(({ officerId, name, certificateNumber }) => ({
      value: officerId,
      label: `${name}（${certificateNumber}）`,
    }));

const toTransfer = ({ task }: Subject): readonly Option[] =>
  (task?.findings ?? [])
    .filter(({ state, measure, orderId }) => state === 'open' && measure === 'transfer' && orderId === null)
    .map(({ id, text, article }) => ({ value: id, label: `${text}（${article}）` }));

const member = { name: 'officerId', label: '检查人员', kind: 'pick', from: teamOf } as const;

export const recordVisit: CommandForm = {
  confirm: '登记检查',
  fields: [
    { name: 'startedAt', label: '检查开始时间', kind: 'moment' },
    { name: 'endedAt', label: '检查结束时间', kind: 'moment' },
    { name: 'place', label: '检查地点', kind: 'line', help: '实际到达的地点，不是登记地址时写明。' },
  ],
  preview: (subject) => `登记对“${unitOf(subject)}”的实地检查，随后起算结果录入期限。`,
};

export const reviewResult: CommandForm = {
  confirm: '提交审核意见',
  fields: [
    { name: 'decision', label: '审核意见', kind: 'choice', options: DECISIONS },
    { name: 'opinion', label: '意见内容', kind: 'text', help: '退回的，写明应当更正的内容。' },
  ],
  preview: (subject, values) =>
    textOf(values, 'decision') === 'return'
      ? `将“${unitOf(subject)}”的检查结果退回检查组更正，已录入的内容保留。`
      : textOf(values, 'decision') === 'approve'
        ? `审核通过“${unitOf(subject)}”的检查结果：进入公示，有责令改正的同时制发责令改正通知书。`
        : `审核“${unitOf(subject)}”的检查结果；录入人本人不得审核。`,
};

export const extendDeadline: CommandForm = {
  confirm: '批准延期',
  fields: [
    { name: 'kind', label: '延长哪一期限', kind: 'choice', options: DEADLINES },
    { name: 'newDueOn', label: '延长至', kind: 'date', help: '须在原期限届满前办理，且晚于原期限。' },
    reason(),
  ],
  preview: (subject, values) =>
    `“${unitOf(subject)}”的${nameOf(DEADLINES, textOf(values, 'kind'))}延长至 ${orBlank(textOf(values, 'newDueOn'))}，并告知检查组。`,
};

export const replaceUnit: CommandForm = {
  confirm: '更换检查对象',
  grave: true,
  fields: [
    { name: 'unitStatus', label: '对象现状', kind: 'choice', options: UNIT_STATES },
    reason('为何不能检查。写入留痕，随抽取记录公开。'),
    { name: 'evidence', label: '证明材料', kind: 'line', help: '文号、登记机关查询结果的编号或网址。' },
  ],
  preview: (subject) =>
    `“${unitOf(subject)}”不再检查，由同一层抽取次序的下一对象递补，新任务随即派发；不能撤回。`,
};

export const recuseInspector: CommandForm = {
  confirm: '决定回避',
  grave: true,
  fields: [member, reason('回避的法定情形。')],
  preview: (subject, values) =>
    `${officerName(subject, textOf(values, 'officerId'))}回避对“${unitOf(subject)}”的检查，空缺按原抽取的随机次序补足；不能撤回。`,
};

export const reassignInspector: CommandForm = {
  confirm: '改派',
  grave: true,
  fields: [member, reason('不能参加检查的原因。')],
  preview: (subject, values) =>
    `${officerName(subject, textOf(values, 'officerId'))}不再参加对“${unitOf(subject)}”的检查，空缺按原抽取的随机次序补足；不能撤回。`,
};

export const cancelTask: CommandForm = {
  confirm: '取消任务',
  grave: true,
  fields: [reason('写入留痕，计入未检查数。')],
  preview: (subject) =>
    `取消对“${unitOf(subject)}”的检查任务，已通知的检查对象和检查组将收到取消通知；不能撤回。`,
};

export const transferFindings: CommandForm = {
  confirm: '移送',
  grave: true,
  fields: [
    { name: 'findingIds', label: '移送的问题', kind: 'pick', many: true, from: toTransfer },
    { name: 'receiver', label: '接收机关', kind: 'line' },
    reason(),
  ],
  preview: (subject, values) =>
    `将“${unitOf(subject)}”的 ${listOf(values, 'findingIds').length} 个问题移送${orBlank(textOf(values, 'receiver'))}，不能撤回。`,
};
