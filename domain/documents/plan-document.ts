import { COLUMN_TITLES, COLUMNS, type Column } from '../plan/import/columns.ts';
import type { PlanDocument, PlanRow } from '../plan/plan.ts';
import { planSheet } from '../plan/plan-sheet.ts';
import { ruleWords } from '../strata/rule-words.ts';
import type { Block, PrintedDocument } from './document.ts';

/** What is printed of a version of a plan. */
export interface PlanPaper {
  readonly authorityName: string;
  readonly year: number;
  readonly version: number;
  /** 草案, 已批准 …: what is not published bears it across the page. */
  readonly stateWords: string;
  readonly published: boolean;
  readonly rehearsal: boolean;
  readonly document: PlanDocument;
  readonly approvalDecision: string | null;
  readonly reason: string;
  readonly rows: readonly PlanRow[];
  /** RFC 3339. */
  readonly madeAt: string;
}

/** Shares of the paper's width: the long texts get the room. */
const SHARES: Readonly<Record<Column, number>> = {
  number: 11,
  planName: 12,
  taskNumber: 7,
  taskName: 15,
  drawType: 9,
  ratio: 8,
  item: 17,
  scope: 15,
  window: 11,
};

const rulesBlock = (rows: readonly PlanRow[]): Block[] => {
  const ruled = rows.flatMap(({ number, rule }) =>
    rule === undefined ? [] : [[number, ruleWords(rule).join('；')] as const],
  );
  return ruled.length === 0
    ? []
    : [
        { kind: 'heading', text: '抽取规则' },
        { kind: 'form', rows: ruled },
      ];
};

const aboutBlock = ({ document, approvalDecision, version, reason, stateWords }: PlanPaper): Block => ({
  kind: 'form',
  rows: [
    ['发文机关', document.issuer ?? '—'],
    ['批准', approvalDecision ?? document.approvedBy ?? '—'],
    ['成文日期', document.signedOn ?? '—'],
    ['报送', document.copyTo.length === 0 ? '—' : document.copyTo.join('、')],
    ['版次', `第 ${version} 版（${stateWords}）：${reason}`],
  ],
});

/** A version of a year's plan as a paper: its document, the table in its exact form [R270], the rules of its rows. */
export const planPaper = (paper: PlanPaper): PrintedDocument => {
  const { authorityName, year, document, rows, stateWords, published, rehearsal } = paper;
  const [, ...lines] = planSheet(rows);
  return {
    masthead: null,
    title: [document.title ?? `${authorityName}${year}年度“双随机、一公开”抽查工作计划`],
    number: document.number ?? '文号待定',
    watermark: rehearsal ? '演练' : published ? null : stateWords,
    blocks: [
      aboutBlock(paper),
      { kind: 'heading', text: '抽查工作计划表' },
      {
        kind: 'table',
        columns: COLUMNS.map((column) => ({ head: COLUMN_TITLES[column], share: SHARES[column] })),
        rows: lines,
      },
      { kind: 'note', text: `共 ${rows.length} 行。` },
      ...rulesBlock(rows),
    ],
    footer: `${authorityName} ${year} 年度抽查工作计划 第 ${paper.version} 版`,
    madeAt: paper.madeAt,
    author: authorityName,
  };
};
