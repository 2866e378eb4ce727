/**
 * The order to correct (责令改正通知书) as it is printed, served and filed: after the form of the transport enforcement
 * set (交通运输行政执法文书式样《责令改正违法行为通知书》), with each finding under its own demand and its own day.
 */
import type { IsoDate } from '../calendar/dates.ts';
import type { Block, PrintedDocument } from './document.ts';
import { dayOf, dayOfInstant } from './wording.ts';

export interface OrderFinding {
  readonly no: number;
  readonly itemName: string;
  readonly text: string;
  readonly article: string;
  readonly measure: 'correct-at-once' | 'correct-by-date' | 'transfer' | 'case-filed' | 'none';
  /** As it was ordered. */
  readonly dueOn: IsoDate | null;
  /** Where an approver granted more time since. */
  readonly extendedTo: IsoDate | null;
}

export interface OrderPaper {
  readonly authorityName: string;
  readonly officePhone: string;
  readonly number: string;
  readonly rehearsal: boolean;
  readonly withdrawn: boolean;
  /** RFC 3339. */
  readonly issuedAt: string;
  readonly visitedOn: IsoDate;
  readonly visitPlace: string | null;
  readonly unit: {
    readonly name: string;
    readonly isPerson: boolean;
    readonly code: string;
    readonly address: string | null;
    readonly representative: string | null;
  };
  readonly findings: readonly OrderFinding[];
  readonly officers: readonly { readonly name: string; readonly certificateNumber: string }[];
}

const BLANK = '＿＿＿＿＿＿＿＿';

const party = ({ unit }: OrderPaper): Block => ({
  kind: 'form',
  rows: unit.isPerson
    ? [
        ['当事人', unit.name],
        ['身份证件号码', '见检查记录'],
        ['住址', unit.address ?? '—'],
      ]
    : [
        ['当事人', unit.name],
        ['统一社会信用代码等编号', unit.code],
        ['法定代表人（负责人）', unit.representative ?? '—'],
        ['地址', unit.address ?? '—'],
      ],
});

const demandOf = ({ measure, dueOn, extendedTo }: OrderFinding): string => {
  const demand =
    measure === 'correct-at-once' || dueOn === null ? '立即予以改正' : `在${dayOf(dueOn)}前改正或者整改完毕`;
  return extendedTo === null ? demand : `${demand}\n（经批准延至${dayOf(extendedTo)}）`;
};

const facts = ({ findings }: OrderPaper): Block => ({
  kind: 'table',
  columns: [
    { head: '序号', share: 7, align: 'center' },
    { head: '存在的问题', share: 40 },
    { head: '违反的规定', share: 27 },
    { head: '改正要求', share: 26 },
  ],
  rows: findings.map((finding) => [
    String(finding.no),
    `${finding.text}\n（抽查事项：${finding.itemName}）`,
    finding.article,
    demandOf(finding),
  ]),
});

const mark = ({ rehearsal, withdrawn }: OrderPaper): string | null => {
  if (rehearsal) return '演练';
  return withdrawn ? '已撤销' : null;
};

/** The paper of an order; two copies: one is served, one is filed. */
export const orderDocument = (paper: OrderPaper): PrintedDocument => ({
  masthead: null,
  title: [paper.authorityName, '责令改正通知书'],
  number: paper.number,
  watermark: mark(paper),
  blocks: [
    party(paper),
    {
      kind: 'paragraph',
      text: `本机关于${dayOf(paper.visitedOn)}${paper.visitPlace === null ? '' : `在${paper.visitPlace}`}对你（单位）开展“双随机、一公开”抽查，发现存在下列问题，现依照《中华人民共和国行政处罚法》第二十八条第一款及下列规定，责令你（单位）按要求改正：`,
    },
    facts(paper),
    {
      kind: 'paragraph',
      text: `请在上列期限内改正，并将整改情况书面报告本机关；本机关将在期限届满或者收到报告后复查。不能如期改正的，应当在期限届满前申请延期并说明理由。逾期不改正或者复查仍不合格的，本机关将依法处理。联系电话：${paper.officePhone}。`,
    },
    {
      kind: 'paragraph',
      text: `你（单位）有陈述、申辩的权利。如不服本决定，可以在收到本通知书之日起六十日内向${BLANK}申请行政复议，或者在六个月内依法向${BLANK}人民法院提起行政诉讼。复议、诉讼期间本决定不停止执行，法律另有规定的除外。`,
    },
    {
      kind: 'signing',
      places: [
        { label: '当事人或者其代理人（签名或者盖章）', lines: [] },
        {
          label: '执法人员（签名）',
          lines: paper.officers.map(
            ({ name, certificateNumber }) => `${name}　执法证号 ${certificateNumber}`,
          ),
        },
      ],
    },
    { kind: 'closing', lines: [`${paper.authorityName}（印章）`, dayOfInstant(paper.issuedAt)] },
    { kind: 'note', text: '本文书一式两份：一份交当事人或者其代理人，一份存档。' },
  ],
  footer: `责令改正通知书　${paper.number}`,
  madeAt: paper.issuedAt,
  author: paper.authorityName,
});
