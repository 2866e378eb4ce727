import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Popconfirm } from 'antd';
import { useState } from 'react';
import { read } from '../../../../shared/http.ts';
import { DataTable } from '../../../boards/data-table.tsx';
import { Part } from '../../../records/facts.tsx';
import { DaySpan } from '../day-span.tsx';
import { DRAW_TYPES, FIELD_NAMES } from '../words.ts';
import { RowDialog } from './row-dialog.tsx';
import { type Draft, nextRow, type WrittenRow } from './use-draft.ts';

const NO_PROBLEMS: ReadonlyMap<string, string> = new Map();

type Problems = ReadonlyMap<number, ReadonlyMap<string, string>>;

const shownProblems = (problems: ReadonlyMap<string, string>): string[] =>
  [...problems].map(([field, problem]) => `${FIELD_NAMES[field] ?? field}：${problem}`);

/** The rows of a draft: changed one by one, each with what the server found wrong. */
export const RowsPart = ({
  draft,
  problems,
  onRows,
}: {
  readonly draft: Draft;
  readonly problems: Problems;
  readonly onRows: (rows: readonly WrittenRow[]) => void;
}) => {
  const [editing, setEditing] = useState<number | null>(null);
  const items = useQuery({
    queryKey: ['items'],
    queryFn: () => read<{ name: string }[]>('/api/items'),
  });
  const rows = draft.rows.map((row, place) => ({ row, place, faults: problems.get(place) ?? NO_PROBLEMS }));
  const edited = editing === null ? null : (draft.rows[editing] ?? nextRow(draft));
  return (
    <Part
      title={`计划行（${draft.rows.length} 行）`}
      actions={<Button onClick={() => setEditing(draft.rows.length)}>增加一行</Button>}
    >
      <DataTable
        caption="计划行"
        isCaptionHidden
        rows={rows}
        rowKey={({ place }) => String(place)}
        empty="还没有计划行，请逐行增加。"
        columns={[
          { head: '编号', isHead: true, cell: ({ row }) => row.number },
          { head: '任务', cell: ({ row }) => `${row.taskNumber} ${row.taskName}` },
          { head: '类型', cell: ({ row }) => DRAW_TYPES[row.drawType] },
          { head: '比例', cell: ({ row }) => row.ratio },
          { head: '事项', cell: ({ row }) => row.item },
          { head: '对象范围', cell: ({ row }) => row.scope },
          { head: '日期', cell: ({ row }) => <DaySpan from={row.windowStart} to={row.windowEnd} /> },
          {
            head: '办理',
            cell: ({ row, place, faults }) => (
              <>
                {faults.size > 0 && (
                  <div className="late-text" role="alert">
                    {shownProblems(faults).join('；')}
                  </div>
                )}
                <Flex gap={8}>
                  <Button size="small" aria-label={`修改 ${row.number}`} onClick={() => setEditing(place)}>
                    修改
                  </Button>
                  <Popconfirm
                    title={`删除计划行 ${row.number}？`}
                    okText="删除"
                    cancelText="不删除"
                    onConfirm={() => onRows(draft.rows.filter((_, at) => at !== place))}
                  >
                    <Button size="small" aria-label={`删除 ${row.number}`}>
                      删除
                    </Button>
                  </Popconfirm>
                </Flex>
              </>
            ),
          },
        ]}
      />
      {edited !== null && editing !== null && (
        <RowDialog
          key={editing}
          row={edited}
          items={(items.data ?? []).map(({ name }) => name)}
          problems={problems.get(editing) ?? NO_PROBLEMS}
          onClose={() => setEditing(null)}
          onSave={(row) => {
            onRows(draft.rows.toSpliced(editing, 1, row));
            setEditing(null);
          }}
        />
      )}
    </Part>
  );
};
