import { Link } from 'react-router';
import type { OrderBoard, OrderBoardLine } from '../../../../api/resources/order/order-schema.ts';
import { dayOfInstant } from '../../../shared/china-time.ts';
import type { DataColumn } from '../../boards/data-table.tsx';
import { DueText } from '../../boards/due-text.tsx';
import { ListSearch } from '../../boards/list-search.tsx';
import { PagedTable } from '../../boards/paged-table.tsx';
import { StateTag } from '../../boards/state-tag.tsx';
import { useFilter } from '../../boards/use-filter.ts';
import { usePages } from '../../boards/use-pages.ts';
import { Views } from '../../boards/views.tsx';
import { DUTIES } from '../../boards/words.ts';
import { Page } from '../../layout/page.tsx';
import { ORDER_STATES } from './order-words.ts';

const VIEWS = [
  ['open', '未了结', '没有未了结的责令改正通知书。检查中发现问题、责令改正的，在此跟踪到底。'],
  ['overdue', '逾期', '没有逾期的整改、复查或移送。'],
  ['extension', '待审批延期', '没有待审批的延期申请。'],
  ['reinspection', '待复查', '没有待复查的事项。'],
  ['referral', '待移送', '没有应移送而未移送的事项。'],
  ['ended', '已了结', '还没有了结的责令改正通知书。'],
] as const;
type ViewId = (typeof VIEWS)[number][0];

const progress = ({ findings, openFindings, reportedFindings }: OrderBoardLine) => (
  <>
    {findings} 项{openFindings > 0 ? `，未改正 ${openFindings} 项` : '，均已处置'}
    {reportedFindings > 0 && <small>已报告改正 {reportedFindings} 项</small>}
  </>
);

const state = ({ state: name, pendingExtensions }: OrderBoardLine) => {
  const [word, tone] = ORDER_STATES[name];
  return (
    <>
      <StateTag tone={tone}>{word}</StateTag>
      {pendingExtensions > 0 && <small className="soon-text">延期申请待审批</small>}
    </>
  );
};

const COLUMNS: readonly DataColumn<OrderBoardLine>[] = [
  {
    head: '责令改正通知书',
    isHead: true,
    cell: ({ id, number, issuedAt }) => (
      <>
        <Link to={`/orders/${encodeURIComponent(id)}`}>{number}</Link>
        <small>{dayOfInstant(issuedAt)} 发出</small>
      </>
    ),
  },
  { head: '检查对象', cell: ({ unitName }) => unitName },
  { head: '问题', cell: progress },
  { head: '应办', cell: ({ owed }) => (owed === null ? '—' : DUTIES[owed]) },
  {
    head: '期限',
    cell: ({ dueOn, workingDaysLeft, provisional }) => (
      <DueText dueOn={dueOn} left={workingDaysLeft} provisional={provisional} />
    ),
  },
  { head: '状态', cell: state },
];

/** Orders to correct by what is owed first, overdue before all [R40]. */
export const OrderBoardPage = () => {
  const filter = useFilter();
  const [shown, , empty] = VIEWS.find(([id]) => id === filter.get('view')) ?? VIEWS[0];
  const query = usePages<OrderBoard>('/api/order-board', {
    view: shown,
    cycle: filter.get('cycle'),
    text: filter.get('text'),
  });
  const first = query.data?.pages[0];
  const countOf = (id: ViewId) => (id === 'ended' ? undefined : first?.counts[id]);
  return (
    <Page title="整改督办">
      <Views<ViewId>
        views={VIEWS.map(([id, name]) => ({ id, name, count: countOf(id) }))}
        shown={shown}
        onShow={(view) => filter.set('view', view)}
      />
      <ListSearch
        label="按检查对象名称或文书编号查找"
        placeholder="检查对象名称或文书编号"
        text={filter.get('text')}
        onSearch={(text) => filter.set('text', text)}
        asOf={first?.asOf}
      />
      <section className="board-card">
        <PagedTable
          query={query}
          caption="责令改正通知书，按期限排列，逾期的在前"
          columns={COLUMNS}
          rowKey={({ id }) => id}
          empty={empty}
        />
      </section>
    </Page>
  );
};
