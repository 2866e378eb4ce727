import { useQuery } from '@tanstack/react-query';
import { Button, Select, Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import type {
  BreakdownLine,
  BreakdownTable,
} from '../../../../api/resources/statistics/statistics-schema.ts';
import { read, withQuery } from '../../../shared/http.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { useFilter } from '../../boards/use-filter.ts';
import { Views } from '../../boards/views.tsx';
import { percent } from '../../boards/words.ts';
import { Loaded } from '../../layout/page.tsx';
import { DIMENSION_NOTES, DIMENSIONS, type DimensionId, METRICS, type Metric } from './statistic-words.ts';

// The chart library is heavy: fetched when the first chart is drawn.
const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }));

/** Of a cycle the number leads to what it counts. */
const publications = (by: DimensionId, view: 'late' | 'overdue', count: number, cycle: string) =>
  by === 'cycle' && count > 0 ? (
    <Link className="late-text" to={withQuery('/publications', { view, cycle })}>
      {count}
    </Link>
  ) : (
    count
  );

const columnsBy = (by: DimensionId): readonly DataColumn<BreakdownLine>[] => [
  { head: '分组', isHead: true, cell: ({ name }) => name },
  { head: '任务（项）', align: 'end', cell: ({ tasks }) => tasks },
  { head: '已检查', align: 'end', cell: ({ inspected }) => inspected },
  { head: '发现问题', align: 'end', cell: ({ withFindings }) => withFindings },
  {
    head: '问题发现率',
    align: 'end',
    cell: ({ withFindings, inspected }) => percent(withFindings, inspected),
  },
  { head: '已公示', align: 'end', cell: ({ published }) => published },
  { head: '按期公示', align: 'end', cell: ({ publishedInTime }) => publishedInTime },
  {
    head: '逾期公示',
    align: 'end',
    cell: ({ key, publishedLate }) => publications(by, 'late', publishedLate, key),
  },
  {
    head: '逾期未公示',
    align: 'end',
    cell: ({ key, publicationOverdue }) => publications(by, 'overdue', publicationOverdue, key),
  },
  { head: '责令改正的问题（个）', align: 'end', cell: ({ ordered }) => ordered },
  { head: '已改正的问题（个）', align: 'end', cell: ({ rectified }) => rectified },
  { head: '整改率', align: 'end', cell: ({ rectified, ordered }) => percent(rectified, ordered) },
];

const TENTHS = 10;
const MOST_BARS = 20;

const pointsOf = (rows: readonly BreakdownLine[], { of }: Metric) =>
  rows.slice(0, MOST_BARS).flatMap((row) => {
    const [part, whole] = of(row);
    if (whole === null) return [{ name: row.name, value: part }];
    return whole === 0 ? [] : [{ name: row.name, value: Math.round((part * 100 * TENTHS) / whole) / TENTHS }];
  });

const MetricChart = ({ rows, metric }: { rows: readonly BreakdownLine[]; metric: Metric }) => {
  const points = pointsOf(rows, metric);
  if (points.length === 0) return <p className="quiet-text">还没有可以计算{metric.name}的数据。</p>;
  return (
    <Suspense fallback={<Skeleton active />}>
      <Chart points={points} unit={metric.unit} label={`${metric.name}图，数值见表`} />
      {rows.length > MOST_BARS && <p className="board-small">图中只画前 {MOST_BARS} 组，全部见表。</p>}
    </Suspense>
  );
};

/** Rates of a year by group, as a chart and as the table that it is drawn from [R36]. */
export const Breakdown = ({ year }: { year: number }) => {
  const filter = useFilter();
  const [by] = DIMENSIONS.find(([id]) => id === filter.get('by')) ?? DIMENSIONS[0];
  const metric = METRICS.find(({ id }) => id === filter.get('metric')) ?? METRICS[0];
  const query = useQuery({
    queryKey: ['breakdown', year, by],
    queryFn: () => read<BreakdownTable>('/api/statistics/breakdown', { year, by }),
  });
  const note = DIMENSION_NOTES[by];
  return (
    <section className="board-card">
      <header>
        <h2>分组统计</h2>
        <span className="rest" />
        <Button href={withQuery('/api/statistics/breakdown.csv', { year, by })}>导出 CSV</Button>
      </header>
      <Views<DimensionId>
        views={DIMENSIONS.map(([id, name]) => ({ id, name }))}
        shown={by}
        onShow={(id) => filter.set('by', id)}
      />
      <div className="filters">
        <label htmlFor="metric">图示</label>
        <Select
          id="metric"
          value={metric?.id ?? ''}
          options={METRICS.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => filter.set('metric', id)}
          style={{ width: 140 }}
        />
      </div>
      <Loaded query={query}>
        {({ rows }) => (
          <>
            {metric !== undefined && rows.length > 0 && <MetricChart rows={rows} metric={metric} />}
            <DataTable
              caption="分组统计表"
              isCaptionHidden
              onPhone="scroll"
              columns={columnsBy(by)}
              rows={rows}
              rowKey={({ key }) => key}
              empty="本年度还没有检查任务。"
            />
          </>
        )}
      </Loaded>
      <p className="board-small">
        任务不含已更换、取消的；责令改正、已改正按问题计，一份责令改正通知书可含几个问题（周期报告按通知书计）。
      </p>
      {note !== undefined && <p className="board-small">{note}</p>}
    </section>
  );
};
