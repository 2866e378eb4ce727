import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { read } from '../../../shared/http.ts';
import type { DataColumn } from '../../boards/data-table.tsx';
import { Loaded } from '../../layout/page.tsx';
import { Part } from '../../records/facts.tsx';
import { PlainTable } from '../../records/plain-table.tsx';
import { TASK_ENDS, TASK_STATES } from './words.ts';

interface Visit {
  readonly taskId: string;
  readonly taskNumber: string;
  readonly cycleId: string;
  readonly state: string;
  readonly endKind: string | null;
  readonly visitedOn: string | null;
  readonly items: readonly string[];
  readonly results: readonly string[] | null;
  readonly findings: number;
}

const stateOf = ({ state, endKind }: Visit): string =>
  (endKind === null ? TASK_STATES[state] : TASK_ENDS[endKind]) ?? state;

const COLUMNS: readonly DataColumn<Visit>[] = [
  {
    head: '检查任务',
    isHead: true,
    cell: ({ taskId, taskNumber }) => <Link to={`/tasks/${encodeURIComponent(taskId)}`}>{taskNumber}</Link>,
  },
  { head: '检查日期', cell: ({ visitedOn }) => visitedOn ?? '—' },
  { head: '抽查事项', cell: ({ items }) => items.join('；') },
  { head: '结果', cell: ({ results }) => results?.join('、') ?? '—' },
  { head: '问题', align: 'end', cell: ({ findings }) => findings },
  { head: '状态', cell: stateOf },
];

/** How often and by what result the unit was inspected so far. */
export const UnitVisits = ({ unitId }: { readonly unitId: string }) => {
  const path = `/api/units/${encodeURIComponent(unitId)}/visits`;
  const query = useQuery({ queryKey: [path], queryFn: () => read<readonly Visit[]>(path) });
  return (
    <Part title="历次检查">
      <Loaded query={query}>
        {(visits) => (
          <PlainTable
            caption="历次检查，新的在前"
            columns={COLUMNS}
            rows={visits}
            rowKey={({ taskId }) => taskId}
            empty="至今没有抽中过。"
          />
        )}
      </Loaded>
    </Part>
  );
};
