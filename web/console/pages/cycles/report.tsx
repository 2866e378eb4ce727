import { Link } from 'react-router';
import type { CycleCase, CycleRowLine } from '../../../../api/resources/cycle/cycle-schema.ts';
import { dayOfInstant } from '../../../shared/china-time.ts';
import { withQuery } from '../../../shared/http.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { percent } from '../../boards/words.ts';

/** What was filed when the cycle closed (`activities/inspection-cycle/cycle-report.ts`). */
export interface ReportData {
  readonly rows: readonly {
    readonly rowNumber: string;
    readonly eligible: number;
    readonly quota: number;
    readonly drawn: number;
    readonly visited: number;
    readonly replaced: number;
    readonly cancelled: number;
    readonly withFindings: number;
  }[];
  readonly tasks: number;
  readonly withFindings: number;
  readonly publications: { readonly inTime: number; readonly late: number; readonly open: number };
  readonly orders: {
    readonly issued: number;
    readonly rectified: number;
    readonly referred: number;
    readonly open: number;
  };
  readonly lateDeadlines: number;
}

type Row = ReportData['rows'][number];

const columnsOf = (names: ReadonlyMap<string, string>): readonly DataColumn<Row>[] => [
  { head: '计划行', isHead: true, cell: ({ rowNumber }) => `${rowNumber}　${names.get(rowNumber) ?? ''}` },
  { head: '符合范围', align: 'end', cell: ({ eligible }) => eligible },
  { head: '应抽', align: 'end', cell: ({ quota }) => quota },
  { head: '抽取', align: 'end', cell: ({ drawn }) => drawn },
  { head: '已检查', align: 'end', cell: ({ visited }) => visited },
  { head: '递补', align: 'end', cell: ({ replaced }) => replaced },
  { head: '取消', align: 'end', cell: ({ cancelled }) => cancelled },
  { head: '发现问题', align: 'end', cell: ({ withFindings }) => withFindings },
  { head: '问题发现率', align: 'end', cell: ({ visited, withFindings }) => percent(withFindings, visited) },
];

const publicationsAt = (cycle: string, view: 'owed' | 'late'): string =>
  withQuery('/publications', { view, cycle });

/** What of a filed cycle is still open today: its report does not change any more. */
const Present = ({ id, rows }: { readonly id: string; readonly rows: readonly CycleRowLine[] }) => {
  const open = rows.reduce((sum, { rectificationOpen }) => sum + rectificationOpen, 0);
  const unpublished = rows.reduce(
    (sum, { reviewed, published }) => sum + Math.max(0, reviewed - published),
    0,
  );
  return (
    <p>
      现在的情况：
      {open === 0 ? (
        '整改均已了结'
      ) : (
        <Link to={withQuery('/orders', { cycle: id })}>{open} 项任务整改中</Link>
      )}
      ；
      {unpublished === 0 ? (
        '没有待公示的结果'
      ) : (
        <Link to={publicationsAt(id, 'owed')}>{unpublished} 项结果待公示</Link>
      )}
      。
    </p>
  );
};

/** The report of a cycle (周期报告), as it was filed on the day it closed. */
export const Report = ({
  report,
  cycle: { id, closedAt, rows },
}: {
  readonly report: ReportData;
  readonly cycle: Pick<CycleCase, 'id' | 'closedAt' | 'rows'>;
}) => {
  const { publications, orders } = report;
  const filedOn = closedAt === null ? '归档日' : dayOfInstant(closedAt);
  const figures: readonly (readonly [name: string, value: string, to?: string])[] = [
    ['检查任务（项）', `${report.tasks}`],
    ['发现问题的任务（项）', `${report.withFindings}`],
    ['按期公示（件）', `${publications.inTime}`],
    ['逾期公示（件）', `${publications.late}`, publicationsAt(id, 'late')],
    ['未公示（件）', `${publications.open}`],
    ['责令改正通知书（份）', `${orders.issued}`],
    ['已改正（份）', `${orders.rectified}`],
    ['已移送（份）', `${orders.referred}`],
    ['整改未了结（份）', `${orders.open}`],
    ['逾期的期限（个）', `${report.lateDeadlines}`],
  ];
  return (
    <section className="board-card">
      <header>
        <h2>周期报告</h2>
        <span className="quiet-text">截至 {filedOn} 的情况，当日归档，此后不再变动</span>
      </header>
      <dl className="figures">
        {figures.map(([name, value, to]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{to === undefined || value === '0' ? value : <Link to={to}>{value}</Link>}</dd>
          </div>
        ))}
      </dl>
      <Present id={id} rows={rows} />
      <p className="board-small">
        检查任务含后来更换、取消的，“统计”不含；责令改正按通知书计，一份可含几个问题，“统计”按问题计。逾期的期限：检查、录入、审核、公示的期限中，办结时已过期，或者至
        {filedOn}已过期仍未办结的，一项任务可有几个。
      </p>
      <DataTable
        caption="周期报告：各计划行"
        isCaptionHidden
        onPhone="scroll"
        columns={columnsOf(new Map(rows.map(({ rowNumber, taskName }) => [rowNumber, taskName ?? ''])))}
        rows={report.rows}
        rowKey={({ rowNumber }) => rowNumber}
        empty="没有计划行。"
      />
    </section>
  );
};
