import type { PlanTable as Table } from '../../../../../api/resources/plan/plan-table-schema.ts';
import { DataTable } from '../../../boards/data-table.tsx';

type Row = Table['rows'][number];

const Ratio = ({ row }: { readonly row: Row }) => (
  <>
    {row.ratio}
    {row.ruleWords.map((words) => (
      <small key={words}>{words}</small>
    ))}
  </>
);

/** The plan as its table, in its exact form; on a phone each row becomes a card. */
export const PlanTable = ({ rows, caption }: { readonly rows: readonly Row[]; readonly caption: string }) => (
  <div className="plan-table">
    <DataTable
      caption={caption}
      isCaptionHidden
      rows={rows}
      rowKey={({ number }) => number}
      empty="没有计划行。"
      columns={[
        { head: '抽查计划编号', isHead: true, cell: ({ number }) => number },
        { head: '抽查计划名称', cell: ({ planName }) => planName },
        { head: '抽查任务编号', cell: ({ taskNumber }) => taskNumber },
        { head: '抽查任务名称', cell: ({ taskName }) => taskName },
        { head: '抽查类型', cell: ({ drawTypeWords }) => drawTypeWords },
        { head: '抽查比例', cell: (row) => <Ratio row={row} /> },
        { head: '抽查事项', cell: ({ item }) => item },
        { head: '抽查对象范围', cell: ({ scope }) => scope },
        { head: '抽查日期', cell: ({ window }) => window },
      ]}
    />
  </div>
);
