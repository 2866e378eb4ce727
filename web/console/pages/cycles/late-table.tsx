import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { CycleLate } from '../../../../api/resources/cycle/cycle-schema.ts';
import { read, withQuery } from '../../../shared/http.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { DUTIES } from '../../boards/words.ts';
import { Loaded } from '../../layout/page.tsx';

type Line = CycleLate['late'][number];

const ROLES = { reviewer: '审核人', publisher: '公示人', approver: '审批人' } as const;

const who = ({ owner, name, sectionName }: Line) => {
  if (owner === 'officer' || owner === 'unit')
    return (
      <>
        {name}
        <small>{owner === 'unit' ? '检查对象' : (sectionName ?? '检查人员')}</small>
      </>
    );
  return ROLES[owner];
};

const tasksOf = (cycle: string, { kind, owner, ownerId }: Line): string =>
  withQuery('/tasks', {
    cycle,
    overdue: true,
    due: kind,
    ...(owner === 'officer' ? { inspector: ownerId } : {}),
    ...(owner === 'unit' ? { unit: ownerId } : {}),
  });

const columnsOf = (cycle: string): readonly DataColumn<Line>[] => [
  { head: '责任人', isHead: true, cell: who },
  { head: '事项', cell: ({ kind }) => DUTIES[kind] },
  {
    head: '项数',
    cell: (line) => <Link to={tasksOf(cycle, line)}>{line.tasks} 项</Link>,
  },
  { head: '最早期限', cell: ({ earliestDueOn }) => earliestDueOn },
  {
    head: '逾期',
    cell: ({ workingDaysLate }) => <span className="late-text">{workingDaysLate} 个工作日</span>,
  },
];

/** Who is late with what in a cycle, latest first. */
export const LateTable = ({ cycleId }: { cycleId: string }) => {
  const query = useQuery({
    queryKey: ['cycle-late', cycleId],
    queryFn: () => read<CycleLate>(`/api/cycles/${encodeURIComponent(cycleId)}/late`),
  });
  return (
    <section className="board-card">
      <header>
        <h2>逾期未办</h2>
        {query.data !== undefined && <span className="quiet-text">截至 {query.data.asOf}</span>}
      </header>
      <Loaded query={query}>
        {({ late }) => (
          <DataTable
            caption="谁逾期未办什么"
            isCaptionHidden
            columns={columnsOf(cycleId)}
            rows={late}
            rowKey={({ kind, owner, ownerId }) => `${kind} ${owner} ${ownerId ?? ''}`}
            empty="没有逾期未办的事项。"
          />
        )}
      </Loaded>
    </section>
  );
};
