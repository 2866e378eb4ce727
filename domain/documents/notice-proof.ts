/** The paper of a case's notices (通知送达证明): what was sent to whom, when, and what became of it. */
import { wallTime } from '../calendar/wall-time.ts';
import type { Conclusion } from '../notice/conclusion.ts';
import { CHANNEL_NAMES } from '../notice/names.ts';
import { tallySentence } from '../notice/tally.ts';
import type { WritableTimeline } from '../notice/timeline-lines.ts';
import type { Block, PrintedDocument } from './document.ts';
import { timeOf } from './wording.ts';

export interface NoticeProof {
  readonly authorityName: string;
  readonly about: string;
  readonly exportedAt: string;
  readonly rehearsal: boolean;
  readonly messages: readonly (WritableTimeline & {
    readonly message: WritableTimeline['message'] & { readonly businessAt: string };
  })[];
  /** Links of the audit chain that the notices hang on. */
  readonly events: readonly {
    readonly id: number;
    readonly name: string;
    readonly at: string;
    readonly seq: number | null;
    readonly hash: string | null;
  }[];
  /** The machine-readable file beside this paper. */
  readonly dataFile: { readonly name: string; readonly sha256: string };
}

const overview = ({ messages }: NoticeProof): Block => ({
  kind: 'table',
  columns: [
    { head: '序号', share: 6, align: 'center' },
    { head: '时间', share: 16 },
    { head: '通知', share: 20 },
    { head: '收件人', share: 24 },
    { head: '结论', share: 34 },
  ],
  rows: messages.map(({ message, recipientName }, index) => [
    String(index + 1),
    wallTime(message.businessAt).slice(0, 16),
    `${message.noticeName}（${CHANNEL_NAMES[message.channel]}）`,
    `${recipientName}\n${message.address ?? '没有地址'}`,
    message.conclusion.sentence,
  ]),
});

const wayOf = ({ message, steps }: NoticeProof['messages'][number], index: number): Block[] => [
  { kind: 'subheading', text: `${index + 1}. ${message.noticeName}（${CHANNEL_NAMES[message.channel]}）` },
  { kind: 'note', text: `消息编号 ${message.id}` },
  {
    kind: 'table',
    columns: [
      { head: '时间', share: 24 },
      { head: '事项', share: 30 },
      { head: '依据', share: 46 },
    ],
    rows: steps.map(({ at, what, details }) => [wallTime(at), what, details.join('\n')]),
  },
];

const chain = ({ events }: NoticeProof): Block[] =>
  events.length === 0
    ? []
    : [
        { kind: 'heading', text: '相关审计事件' },
        {
          kind: 'table',
          columns: [
            { head: '链上序号', share: 10 },
            { head: '时间', share: 20 },
            { head: '事件', share: 22 },
            { head: '哈希', share: 48 },
          ],
          rows: events.map(({ seq, at, name, hash }) => [
            seq === null ? '待封存' : String(seq),
            wallTime(at),
            name,
            hash ?? '',
          ]),
        },
      ];

export const noticeProofDocument = (proof: NoticeProof): PrintedDocument => {
  const conclusions: Conclusion[] = proof.messages.map(({ message }) => message.conclusion);
  return {
    masthead: null,
    title: [proof.authorityName, '通知送达情况证明'],
    number: proof.about,
    watermark: proof.rehearsal ? '演练' : null,
    blocks: [
      {
        kind: 'paragraph',
        text: `截至${timeOf(proof.exportedAt)}，${proof.about}的通知${tallySentence(conclusions)}`,
      },
      ...(proof.messages.length === 0 ? [] : [overview(proof)]),
      {
        kind: 'note',
        text: '“已送达”指有服务商或收件方的送达回执，或者有工作人员附证明的核对结论；“已被服务商受理”尚不能证明送达。号码和邮箱已遮盖。',
      },
      ...(proof.messages.length === 0 ? [] : [{ kind: 'heading', text: '每件通知的全过程' } as const]),
      ...proof.messages.flatMap(wayOf),
      ...chain(proof),
      {
        kind: 'note',
        text: `数据文件 ${proof.dataFile.name} 的 SHA-256 为 ${proof.dataFile.sha256}；其中每个审计事件的哈希可以由前一哈希和事件内容重新计算。`,
      },
      { kind: 'signing', places: ['制作人', '审核人'].map((label) => ({ label, lines: [] })) },
    ],
    footer: `通知送达情况证明　${proof.about}`,
    madeAt: proof.exportedAt,
    author: proof.authorityName,
  };
};
