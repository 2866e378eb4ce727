import { Link } from 'react-router';
import type { CycleRowLine } from '../../../../api/resources/cycle/cycle-schema.ts';
import { withQuery } from '../../../shared/http.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { Stage, tasksAt } from './stage.tsx';

const rowName = (row: CycleRowLine) => (
  <>
    {row.rowNumber}　{row.taskName ?? row.item}
    {row.taskName !== null && <small>{row.item}</small>}
  </>
);

/** Nothing was found, or nothing has to be put right, only once every result is reviewed. */
const withoutOrder = ({ tasks, reviewed, withFindings }: CycleRowLine): string => {
  if (tasks === 0) return '—';
  const open = tasks - reviewed;
  if (open > 0) return `${withFindings === 0 ? '待定' : '已发现问题，待定'}：${open} 项未审核`;
  return withFindings === 0 ? '无问题' : '无须整改';
};

const drawn = (row: CycleRowLine, cycle: string) => {
  if (row.drawn === null) return <span className="quiet-text">未抽取</span>;
  const gone = [
    ...(row.replaced > 0 ? [`递补 ${row.replaced}`] : []),
    ...(row.cancelled > 0 ? [`取消 ${row.cancelled}`] : []),
  ];
  return (
    <>
      <Link to={tasksAt({ cycle, row: row.rowNumber })}>{row.drawn} 户</Link>
      {row.eligible !== null && <small>共 {row.eligible} 户</small>}
      {gone.length > 0 && <small>{gone.join('，')}</small>}
    </>
  );
};

const columnsOf = (cycle: string): readonly DataColumn<CycleRowLine>[] => {
  const of = (row: CycleRowLine) => ({ cycle, row: row.rowNumber });
  return [
    { head: '计划行', isHead: true, cell: rowName },
    { head: '抽取', cell: (row) => drawn(row, cycle) },
    {
      head: '派发',
      cell: (row) => (
        <Stage
          done={row.dispatched}
          all={row.tasks}
          late={0}
          tasks={of(row)}
          waiting={{
            count: row.tasks - row.dispatched,
            to: tasksAt({ ...of(row), state: 'created' }),
            word: '待派发',
          }}
        />
      ),
    },
    {
      head: '检查',
      cell: (row) => (
        <Stage
          done={row.visited}
          all={row.tasks}
          late={row.lateVisits}
          due="visit"
          tasks={of(row)}
          waiting={{
            count: row.dispatched - row.visited,
            to: tasksAt({ ...of(row), state: 'dispatched' }),
            word: '待检查',
          }}
        />
      ),
    },
    {
      head: '录入',
      cell: (row) => (
        <Stage
          done={row.entered}
          all={row.tasks}
          late={row.lateEntries}
          due="entry"
          tasks={of(row)}
          waiting={{
            count: row.visited - row.entered,
            to: tasksAt({ ...of(row), state: 'visited' }),
            word: '待录入',
          }}
        />
      ),
    },
    {
      head: '审核',
      cell: (row) => (
        <Stage
          done={row.reviewed}
          all={row.tasks}
          late={row.lateReviews}
          due="review"
          tasks={of(row)}
          waiting={{
            count: row.entered - row.reviewed,
            to: tasksAt({ ...of(row), state: 'entered' }),
            word: '待审核',
          }}
        />
      ),
    },
    {
      head: '公示',
      cell: (row) => (
        <Stage
          done={row.published}
          all={row.tasks}
          late={row.latePublications}
          due="publication"
          tasks={of(row)}
          waiting={{
            count: row.reviewed - row.published,
            to: withQuery('/publications', { cycle }),
            word: '待公示',
          }}
        />
      ),
    },
    {
      head: '整改',
      cell: (row) =>
        row.withOrders === 0 ? (
          <span className="quiet-text">{withoutOrder(row)}</span>
        ) : (
          <Stage
            done={row.withOrders - row.rectificationOpen}
            all={row.withOrders}
            late={row.lateRectifications}
            due="after-order"
            tasks={of(row)}
            waiting={{ count: row.rectificationOpen, to: withQuery('/orders', { cycle }), word: '整改中' }}
          />
        ),
    },
  ];
};

/** Draw, dispatch, visit, result, publication and rectification of each plan row of a cycle. */
export const RowsTable = ({ cycleId, rows }: { cycleId: string; rows: readonly CycleRowLine[] }) => (
  <DataTable
    caption="各计划行的进展：抽取、派发、检查、录入、审核、公示、整改"
    isCaptionHidden
    columns={columnsOf(cycleId)}
    rows={rows}
    rowKey={({ rowNumber }) => rowNumber}
    empty="本周期尚无计划行；计划公布、周期开启后在此显示。"
  />
);
