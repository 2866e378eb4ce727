import { Button } from 'antd';
import { Link } from 'react-router';
import type {
  PublicationBoard,
  PublicationBoardLine,
} from '../../../../api/resources/publication/publication-schema.ts';
import { holds, useMe } from '../../../shared/me.ts';
import type { DataColumn } from '../../boards/data-table.tsx';
import { DueText } from '../../boards/due-text.tsx';
import { ListSearch } from '../../boards/list-search.tsx';
import { PagedTable } from '../../boards/paged-table.tsx';
import { StateTag } from '../../boards/state-tag.tsx';
import { useFilter } from '../../boards/use-filter.ts';
import { usePages } from '../../boards/use-pages.ts';
import { Views } from '../../boards/views.tsx';
import { CommandButton } from '../../commands/command-button.tsx';
import { Page } from '../../layout/page.tsx';
import { ApprovalLine } from './approval-line.tsx';
import { ChannelCounts } from './channel-counts.tsx';
import { KINDS, revisionPath, stateOf } from './publication-words.ts';

const VIEWS = [
  ['owed', '待公示', '没有待公示的结果。结果审核通过后在此逐个渠道登记凭证。'],
  ['overdue', '已逾期', '没有逾期未公示的结果。'],
  ['confirmed', '已公示', '还没有在各渠道都公示的结果。'],
  ['revised', '更正和撤回', '没有更正或撤回。'],
] as const;
type ViewId = (typeof VIEWS)[number][0];

const unit = ({ id, unitName, unitCode, items, kind, revision }: PublicationBoardLine) => (
  <>
    <Link to={`/publications/${encodeURIComponent(id)}`}>{unitName}</Link>
    <small>{unitCode}</small>
    {items.map((item) => (
      <small key={item}>{item}</small>
    ))}
    {kind !== 'result' && (
      <small className="soon-text">
        {KINDS[kind]}，第 {revision} 版
      </small>
    )}
  </>
);

const channelsCell = (line: PublicationBoardLine, nameOf: (channel: string) => string) =>
  line.channels.map(({ channel, state, publishedOn }) => (
    <div key={channel} className="channel-line">
      {nameOf(channel)}：
      {state === 'confirmed' ? (
        <span className="done-text">{publishedOn} 已公示</span>
      ) : (
        <>
          <span className={line.overdue ? 'late-text' : 'soon-text'}>待公示</span>{' '}
          {line.state === 'due' && line.awaitsApprovalBy === null && (
            <CommandButton
              command="confirmChannel"
              subject={revisionPath(line.id, line.revision)}
              label="登记凭证"
              initial={{ channel }}
              button={{ size: 'small' }}
            />
          )}
        </>
      )}
    </div>
  ));

const columnsOf = (nameOf: (channel: string) => string): readonly DataColumn<PublicationBoardLine>[] => [
  { head: '检查对象', isHead: true, cell: unit },
  {
    head: '期限',
    cell: ({ dueOn, workingDaysLeft, provisional, confirmedOn }) =>
      confirmedOn === null ? (
        <DueText dueOn={dueOn} left={workingDaysLeft} provisional={provisional} />
      ) : (
        <>
          {dueOn ?? '—'}
          <small className={dueOn !== null && confirmedOn > dueOn ? 'soon-text' : undefined}>
            {confirmedOn} 完成
          </small>
        </>
      ),
  },
  {
    head: '各渠道',
    cell: (line) => (
      <>
        <ApprovalLine {...line} />
        {channelsCell(line, nameOf)}
      </>
    ),
  },
  {
    head: '状态',
    cell: (line) => {
      const [word, tone] = stateOf(line);
      return <StateTag tone={line.overdue ? 'late' : tone}>{line.overdue ? '已逾期' : word}</StateTag>;
    },
  },
];

/** Publications by what is owed first, one state per channel [R269]. */
export const Desk = () => {
  const filter = useFilter();
  const { data: me } = useMe();
  const [shown, , empty] = VIEWS.find(([id]) => id === filter.get('view')) ?? VIEWS[0];
  const query = usePages<PublicationBoard>('/api/publication-board', {
    view: shown,
    cycle: filter.get('cycle'),
    channel: filter.get('channel'),
    text: filter.get('text'),
  });
  const first = query.data?.pages[0];
  const nameOf = (channel: string): string =>
    first?.channels.find((each) => each.channel === channel)?.name ?? channel;
  return (
    <Page
      title="公示"
      actions={
        holds(me, 'publisher') && (
          <Link to="/publications/receipts">
            <Button>导入平台回执</Button>
          </Link>
        )
      }
    >
      {first !== undefined && (
        <ChannelCounts
          channels={first.channels}
          chosen={filter.get('channel')}
          onChoose={(channel) => filter.set('channel', channel)}
        />
      )}
      <Views<ViewId>
        views={VIEWS.map(([id, name]) => ({ id, name }))}
        shown={shown}
        onShow={(view) => filter.set('view', view)}
      />
      <ListSearch
        label="按检查对象名称或统一社会信用代码查找"
        placeholder="检查对象名称或信用代码"
        text={filter.get('text')}
        onSearch={(text) => filter.set('text', text)}
        asOf={first?.asOf}
      />
      <section className="board-card">
        <PagedTable
          query={query}
          caption="公示，按期限排列，逾期的在前"
          columns={columnsOf(nameOf)}
          rowKey={({ id, revision }) => `${id}/${revision}`}
          empty={empty}
        />
      </section>
    </Page>
  );
};
