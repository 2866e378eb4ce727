import { Button } from 'antd';
import { Link } from 'react-router';
import type { UnpublishedPage } from '../../../../api/resources/statistics/statistics-schema.ts';
import { withQuery } from '../../../shared/http.ts';
import type { DataColumn } from '../../boards/data-table.tsx';
import { DueText } from '../../boards/due-text.tsx';
import { PagedTable } from '../../boards/paged-table.tsx';
import { usePages } from '../../boards/use-pages.ts';

type Line = UnpublishedPage['items'][number];

const WAITS = { entry: '待录入结果', review: '待审核', publication: '待公示' } as const;

const COLUMNS: readonly DataColumn<Line>[] = [
  {
    head: '检查对象',
    isHead: true,
    cell: ({ taskId, taskNumber, unitName }) => (
      <>
        <Link to={`/tasks/${encodeURIComponent(taskId)}`}>{unitName}</Link>
        <small>{taskNumber}</small>
      </>
    ),
  },
  { head: '检查日期', cell: ({ visitedOn }) => visitedOn },
  { head: '所处环节', cell: ({ waitsFor }) => WAITS[waitsFor] },
  {
    head: '公示期限',
    cell: ({ dueOn, workingDaysLeft }) => (
      <DueText dueOn={dueOn} left={workingDaysLeft} provisional={false} />
    ),
  },
];

/** Finished inspections whose results are not shown yet: what is missing to one hundred percent [R39]. */
export const Unpublished = ({ year }: { year: number }) => {
  const query = usePages<UnpublishedPage>('/api/statistics/unpublished', { year });
  return (
    <section className="board-card">
      <header>
        <h2>检查已结束、尚未公示</h2>
        <span className="rest" />
        <Button href={withQuery('/api/statistics/unpublished.csv', { year })}>导出 CSV</Button>
      </header>
      <PagedTable
        query={query}
        caption="检查已结束、结果尚未在各渠道都公示的任务"
        columns={COLUMNS}
        rowKey={({ taskId }) => taskId}
        empty="没有已经结束而尚未公示的检查。"
      />
    </section>
  );
};
