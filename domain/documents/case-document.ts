/** The paper of a whole case (检查案卷): from the plan row that drew the unit to the last event, names instead of ids. */
import { wallTime } from '../calendar/wall-time.ts';
import type { Block, Column, PrintedDocument } from './document.ts';

/** A table of the case: its heading, columns and rows; without rows it is said that there is nothing. */
export interface CaseTable {
  readonly heading: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** What is said where there are no rows. */
  readonly empty: string;
}

export interface CasePaper {
  readonly authorityName: string;
  /** 任务编号 */
  readonly taskNumber: string;
  readonly unitName: string;
  readonly exportedAt: string;
  readonly exportedBy: string;
  readonly rehearsal: boolean;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly tables: readonly CaseTable[];
  /** Files that lie beside the paper, with their hashes. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

const tableOf = ({ heading, columns, rows, empty }: CaseTable): Block[] => [
  { kind: 'heading', text: heading },
  rows.length === 0 ? { kind: 'paragraph', text: empty } : { kind: 'table', columns, rows },
];

const filesOf = ({ files }: CasePaper): Block[] =>
  tableOf({
    heading: '随卷文件',
    columns: [
      { head: '文件', share: 40 },
      { head: 'SHA-256', share: 60 },
    ],
    rows: files.map(({ name, sha256 }) => [name, sha256]),
    empty: '没有随卷文件。',
  });

export const caseDocument = (paper: CasePaper): PrintedDocument => ({
  masthead: null,
  title: [paper.authorityName, '检查案卷'],
  number: `检查任务 ${paper.taskNumber}`,
  watermark: paper.rehearsal ? '演练' : null,
  blocks: [
    { kind: 'form', rows: [['检查对象', paper.unitName], ...paper.facts] },
    ...paper.tables.flatMap(tableOf),
    ...filesOf(paper),
    {
      kind: 'note',
      text:
        `本卷由${paper.exportedBy}于${wallTime(paper.exportedAt)}导出。随卷的 SHA256SUMS 列出每个文件的摘要，其自身的摘要已记入本局审计链，` +
        '可用命令 case verify 核对：内容改动一处，即不相符。号码和邮箱已遮盖。',
    },
    { kind: 'signing', places: ['立卷人', '审核人'].map((label) => ({ label, lines: [] })) },
  ],
  footer: `检查案卷　${paper.taskNumber}`,
  madeAt: paper.exportedAt,
  author: paper.authorityName,
});
