import type { OrderCase } from '../../../../api/resources/order/order-schema.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { DUTIES } from '../../boards/words.ts';

type Deadline = OrderCase['deadlines'][number];

const end = ({ metOn, droppedReason, dueOn }: Deadline) => {
  if (metOn !== null) return <span className={metOn > dueOn ? 'soon-text' : 'done-text'}>{metOn} 办结</span>;
  return droppedReason === null ? '未办结' : <span className="quiet-text">不再要求：{droppedReason}</span>;
};

const COLUMNS: readonly DataColumn<Deadline>[] = [
  { head: '事项', isHead: true, cell: ({ kind }) => DUTIES[kind] },
  { head: '期限', cell: ({ dueOn, provisional }) => `${dueOn}${provisional ? '（暂定）' : ''}` },
  { head: '变更', cell: ({ version }) => (version > 1 ? `已变更 ${version - 1} 次` : '—') },
  { head: '办理', cell: end },
];

/** Deadlines of an order, those met and those that no longer bind included. */
export const Owed = ({ deadlines }: { deadlines: OrderCase['deadlines'] }) => (
  <section className="board-card">
    <header>
      <h2>期限</h2>
    </header>
    <DataTable
      caption="整改、复查和移送的期限"
      isCaptionHidden
      columns={COLUMNS}
      rows={deadlines}
      rowKey={({ kind, part }) => `${kind} ${part}`}
      empty="没有期限。"
    />
  </section>
);
