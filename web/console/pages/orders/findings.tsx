import type { OrderCase } from '../../../../api/resources/order/order-schema.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { StateTag } from '../../boards/state-tag.tsx';
import { FINDING_STATES, MEASURES } from './order-words.ts';

type Finding = OrderCase['findings'][number];

const state = (finding: Finding) => {
  const [word, tone] = FINDING_STATES[finding.state];
  return (
    <>
      <StateTag tone={tone}>{word}</StateTag>
      {finding.disposalReason !== null && <small>{finding.disposalReason}</small>}
    </>
  );
};

const COLUMNS: readonly DataColumn<Finding>[] = [
  {
    head: '问题',
    isHead: true,
    cell: ({ findingNo, text, itemName }) => (
      <>
        {findingNo}. {text}
        <small>{itemName}</small>
      </>
    ),
  },
  { head: '违反的规定', cell: ({ article }) => article },
  { head: '措施', cell: ({ measure }) => MEASURES[measure] },
  { head: '期限', cell: ({ dueOn }) => dueOn ?? '—' },
  {
    head: '整改报告',
    cell: ({ reportedOn, reportNote }) =>
      reportedOn === null ? (
        <span className="quiet-text">未报告</span>
      ) : (
        <>
          {reportedOn}
          <small>{reportNote}</small>
        </>
      ),
  },
  { head: '状态', cell: state },
];

/** What is wrong, by which article, until when, what the unit reported and where it stands. */
export const Findings = ({ order }: { order: OrderCase }) => (
  <section className="board-card">
    <header>
      <h2>问题</h2>
    </header>
    <DataTable
      caption="责令改正的问题"
      isCaptionHidden
      columns={COLUMNS}
      rows={order.findings}
      rowKey={({ id }) => id}
      empty="本通知书没有问题。"
    />
  </section>
);
