import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { holds, useMe } from '../../../shared/me.ts';
import type { DataColumn } from '../../boards/data-table.tsx';
import { PagedTable } from '../../boards/paged-table.tsx';
import { StateTag } from '../../boards/state-tag.tsx';
import { useFilter } from '../../boards/use-filter.ts';
import { rowsOf, usePages } from '../../boards/use-pages.ts';
import { DUTIES } from '../../boards/words.ts';
import { Page } from '../../layout/page.tsx';
import { TaskFilters } from './task-filters.tsx';
import { standingOf, type TaskLine } from './task-words.ts';

interface TaskPage {
  readonly items: readonly TaskLine[];
  readonly next: string | null;
}

const FIELDS = ['cycle', 'row', 'state', 'inspector', 'unit', 'overdue', 'due', 'text'] as const;

/** Whose it is where it is not the team's: the people in the next column are not late with it. */
const OWNERS: Readonly<Partial<Record<NonNullable<TaskLine['dueKind']>, string>>> = {
  review: '审核人',
  publication: '公示人',
  referral: '审批人',
  rectification: '检查对象',
};

const COLUMNS: readonly DataColumn<TaskLine>[] = [
  {
    head: '检查对象',
    isHead: true,
    cell: ({ id, number, unitName }) => (
      <>
        <Link to={`/tasks/${encodeURIComponent(id)}`}>{unitName}</Link>
        <small>{number}</small>
      </>
    ),
  },
  { head: '计划行', cell: ({ rows }) => rows.join('、') },
  { head: '检查组', cell: ({ teamNames }) => teamNames.join('、') || '—' },
  { head: '检查日期', cell: ({ visitedOn }) => visitedOn ?? '—' },
  {
    head: '应办',
    cell: ({ dueKind, dueOn, overdue }) =>
      dueOn === null || dueKind === null ? (
        '—'
      ) : (
        <>
          {DUTIES[dueKind]}
          <small className={overdue ? 'late-text' : undefined}>
            {dueOn}
            {overdue && ' 逾期'}
          </small>
          {OWNERS[dueKind] !== undefined && <small>由{OWNERS[dueKind]}办理</small>}
        </>
      ),
  },
  {
    head: '状态',
    cell: (line) => {
      const [word, tone] = standingOf(line);
      return <StateTag tone={tone}>{word}</StateTag>;
    },
  },
];

const chooser = (chosen: ReadonlySet<string>, toggle: (id: string) => void): DataColumn<TaskLine> => ({
  head: '选择',
  cell: ({ id, unitName }) => (
    <input
      type="checkbox"
      aria-label={`选择 ${unitName}`}
      checked={chosen.has(id)}
      onChange={() => toggle(id)}
    />
  ),
});

/** Bulk actions are for who decides; others are not shown the boxes. */
const useMayBulk = (): boolean => holds(useMe().data, 'approver', 'reviewer', 'office', 'publisher');

/** Every task of the authority that the person may see, a page at a time. */
export const TaskListPage = () => {
  const filter = useFilter();
  const mayBulk = useMayBulk();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const asked = Object.fromEntries(FIELDS.map((name) => [name, filter.get(name)]));
  const query = usePages<TaskPage>('/api/tasks', asked);
  const rows = rowsOf(query) ?? [];
  const toggle = (id: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  return (
    <Page
      title="检查任务"
      actions={
        mayBulk && (
          <div className="filters" style={{ margin: 0 }}>
            <Link to="/tasks/bulk">
              <Button>批量办理记录</Button>
            </Link>
            <Link to="/tasks/bulk/new" state={{ ids: [...chosen], filter: asked }}>
              <Button type="primary" disabled={rows.length === 0}>
                {chosen.size > 0 ? `批量办理所选 ${chosen.size} 项` : '批量办理筛选结果'}
              </Button>
            </Link>
          </div>
        )
      }
    >
      <TaskFilters filter={filter} />
      <section className="board-card">
        <PagedTable
          query={query}
          caption="检查任务，按编号排列"
          columns={mayBulk ? [chooser(chosen, toggle), ...COLUMNS] : COLUMNS}
          rowKey={({ id }) => id}
          empty="没有符合条件的检查任务。抽取完成后，每个抽中的检查对象有一项任务列在这里。"
        />
      </section>
    </Page>
  );
};
