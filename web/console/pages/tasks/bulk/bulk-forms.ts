import type { BulkLineShown } from '../../../../../api/resources/task/bulk-schema.ts';
import { ProofField } from '../../../commands/fields/proof-field.tsx';
import type { Field } from '../../../commands/form.ts';
import { orBlank, textOf, type Values } from '../../../commands/form.ts';

export type BulkCommand = BulkLineShown['command'];

interface BulkForm {
  readonly name: string;
  /** Roles that may give the command. */
  readonly roles: readonly ('approver' | 'reviewer' | 'office' | 'publisher')[];
  readonly fields: readonly Field[];
  /** What will be done to each, before the number of them. */
  readonly preview: (values: Values) => string;
  readonly grave?: true;
}

const reason: Field = { name: 'reason', label: '理由', kind: 'text', help: '逐项写入留痕。' };

/** The commands that many tasks can be given at once, with the words that hold for all of them. */
export const BULK_FORMS: Readonly<Record<BulkCommand, BulkForm>> = {
  reviewResult: {
    name: '审核检查结果',
    roles: ['reviewer'],
    fields: [
      {
        name: 'decision',
        label: '审核意见',
        kind: 'choice',
        options: [
          { value: 'approve', label: '同意' },
          { value: 'return', label: '退回更正' },
        ],
      },
      {
        name: 'opinion',
        label: '意见内容',
        kind: 'text',
        help: '每一项都写入同样的意见；应当逐项看过结果再批量审核。',
      },
    ],
    preview: (values) => (textOf(values, 'decision') === 'return' ? '退回更正' : '审核通过'),
  },
  extendDeadline: {
    name: '延长期限',
    roles: ['approver'],
    fields: [
      {
        name: 'kind',
        label: '延长哪一期限',
        kind: 'choice',
        options: [
          { value: 'visit', label: '实地检查期限' },
          { value: 'entry', label: '结果录入期限' },
        ],
      },
      { name: 'newDueOn', label: '延长至', kind: 'date' },
      reason,
    ],
    preview: (values) => `期限延长至 ${orBlank(textOf(values, 'newDueOn'))}`,
  },
  cancelTask: {
    name: '取消任务',
    roles: ['approver'],
    fields: [reason],
    preview: () => '取消任务，不能撤回',
    grave: true,
  },
  reassignInspector: {
    name: '改派检查人员',
    roles: ['approver', 'office'],
    fields: [
      {
        name: 'officerId',
        label: '不再参加检查的人员',
        kind: 'pick',
        from: ({ officers }) => officers.map(({ id, name }) => ({ value: id, label: name })),
        help: '空缺按各自原抽取的随机次序补足，不由人指定。',
      },
      reason,
    ],
    preview: () => '改派检查人员，不能撤回',
    grave: true,
  },
  confirmChannel: {
    name: '登记公示凭证',
    roles: ['publisher'],
    fields: [
      {
        name: 'channel',
        label: '公示渠道',
        kind: 'pick',
        from: ({ settings }) =>
          settings.publication.channels.map(({ id, name }) => ({ value: id, label: name })),
      },
      { name: 'publishedOn', label: '公示日期', kind: 'date' },
      { name: 'proof', label: '公示凭证', kind: 'own', component: ProofField },
    ],
    preview: (values) => `登记 ${orBlank(textOf(values, 'publishedOn'))} 公示的凭证`,
  },
};
