import { OutcomesField } from '../fields/outcomes-field.tsx';
import type { CommandForm, Option } from '../form.ts';
import { listOf, orBlank, reason, textOf } from '../form.ts';
import { officerName, type Subject, unitOf } from '../subject.ts';

const openOf = ({ order }: Subject) => (order?.findings ?? []).filter(({ state }) => state === 'open');

const openFindings = (subject: Subject): readonly Option[] =>
  openOf(subject).map(({ id, text, dueOn }) => ({
    value: id,
    label: `${text}${dueOn === null ? '' : `（限 ${dueOn} 前）`}`,
  }));

const dueDays = (subject: Subject): readonly Option[] =>
  [...new Set(openOf(subject).flatMap(({ dueOn }) => (dueOn === null ? [] : [dueOn])))]
    .sort()
    .map((day) => ({ value: day, label: day }));

const undecided = (subject: Subject): readonly Option[] =>
  (subject.order?.extensions ?? [])
    .filter(({ decision }) => decision === null)
    .map(({ id, part, newDueOn, requestedBy, requestReason }) => ({
      value: id,
      label: `${part} 延至 ${newDueOn}（${officerName(subject, requestedBy)}：${requestReason}）`,
    }));

const orderName = (subject: Subject): string => subject.order?.number ?? '责令改正通知书';
const findings = { name: 'findingIds', label: '问题', kind: 'pick', many: true, from: openFindings } as const;
const count = (values: Parameters<CommandForm['preview']>[1]): string =>
  `${listOf(values, 'findingIds').length} 个问题`;

export const reportRectified: CommandForm = {
  confirm: '报告整改完成',
  fields: [findings, { name: 'note', label: '整改情况', kind: 'text', help: '怎样改正，有何证明。' }],
  preview: (subject, values) => `报告${orderName(subject)}所列 ${count(values)}已改正，随后起算复查期限。`,
};

export const requestExtension: CommandForm = {
  confirm: '提交申请',
  fields: [
    { name: 'dueOn', label: '原改正期限', kind: 'pick', from: dueDays },
    { name: 'newDueOn', label: '申请延至', kind: 'date', help: '须在原期限届满前提出。' },
    reason('为何不能如期改正。'),
  ],
  preview: (subject, values) =>
    `就${orderName(subject)}申请将 ${orBlank(textOf(values, 'dueOn'))} 到期的问题延至 ${orBlank(textOf(values, 'newDueOn'))}，由审批人决定。`,
};

export const decideExtension: CommandForm = {
  confirm: '作出决定',
  fields: [
    { name: 'extensionId', label: '延期申请', kind: 'pick', from: undecided },
    {
      name: 'decision',
      label: '决定',
      kind: 'choice',
      options: [
        { value: 'granted', label: '准予延期' },
        { value: 'refused', label: '不予延期' },
      ],
    },
    reason('告知申请人。'),
  ],
  preview: (subject, values) => {
    const asked = subject.order?.extensions.find(({ id }) => id === textOf(values, 'extensionId'));
    const decision = textOf(values, 'decision');
    if (asked === undefined || decision === '') return `决定“${unitOf(subject)}”的延期申请，结果告知申请人。`;
    return decision === 'granted'
      ? `“${unitOf(subject)}” ${asked.part} 到期的问题延至 ${asked.newDueOn}，告知申请人。`
      : `不予延期，“${unitOf(subject)}”仍应在 ${asked.part} 前改正，告知申请人。`;
  },
};

export const reinspect: CommandForm = {
  confirm: '登记复查结果',
  wide: true,
  fields: [
    { name: 'inspectedOn', label: '复查日期', kind: 'date' },
    { name: 'outcomes', label: '逐项复查结果', kind: 'own', component: OutcomesField },
    { name: 'note', label: '复查情况', kind: 'text', optional: true },
  ],
  preview: (subject, values) => {
    const outcomes = listOf<{ outcome: string }>(values, 'outcomes');
    const failed = outcomes.filter(({ outcome }) => outcome === 'not-rectified').length;
    return `登记“${unitOf(subject)}”的复查：${outcomes.length - failed} 项已改正，${failed} 项未改正${failed > 0 ? '；未改正的按规定再次复查或移送' : ''}。`;
  },
};

export const waiveFindings: CommandForm = {
  confirm: '免予整改',
  grave: true,
  fields: [findings, reason('免予整改的依据。')],
  preview: (subject, values) => `${orderName(subject)}所列 ${count(values)}免予整改，不能撤回。`,
};

export const referFindings: CommandForm = {
  confirm: '移送',
  grave: true,
  fields: [findings, { name: 'receiver', label: '接收机关', kind: 'line' }, reason()],
  preview: (subject, values) =>
    `将${orderName(subject)}所列 ${count(values)}移送${orBlank(textOf(values, 'receiver'))}处理，不能撤回。`,
};
