import type { CycleRowLine } from '../../../../api/resources/cycle/cycle-schema.ts';
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

/** The report of a cycle (周期报告), as it was filed on the day it closed. */
export const Report = ({ report, rows }: { report: ReportData; rows: readonly CycleRowLine[] }) => {
  const { publications, orders } = report;
  const figures: readonly (readonly [string, string])[] = [
    ['检查任务', `${report.tasks}`],
    ['发现问题的任务', `${report.withFindings}`],
    ['按期公示', `${publications.inTime}`],
    ['逾期公示', `${publications.late}`],
    ['未公示', `${publications.open}`],
    ['责令改正', `${orders.issued}`],
    ['已改正', `${orders.rectified}`],
    ['已移送', `${orders.referred}`],
    ['整改未了结', `${orders.open}`],
    ['逾期期限', `${report.lateDeadlines}`],
  ];
  return (
    <section className="board-card">
      <header>
        <h2>周期报告</h2>
        <span className="quiet-text">周期结束时归档，此后不再变动</span>
      </header>
      <dl className="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
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
