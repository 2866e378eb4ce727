import { Button } from 'antd';
import { Link } from 'react-router';
import type {
  PublicationBoard,
  PublicationBoardLine,
} from '../../../../api/resources/publication/publication-schema.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { CycleSelect } from '../../boards/cycle-select.tsx';
import type { DataColumn } from '../../boards/data-table.tsx';
import { DueText } from '../../boards/due-text.tsx';
import { ListSearch } from '../../boards/list-search.tsx';
import { PagedTable } from '../../boards/paged-table.tsx';
import { StateTag, type Tone } from '../../boards/state-tag.tsx';
import { useFilter } from '../../boards/use-filter.ts';
import { usePages } from '../../boards/use-pages.ts';
import { Views } from '../../boards/views.tsx';
import { CommandButton } from '../../commands/command-button.tsx';
import { Page } from '../../layout/page.tsx';
import { ApprovalLine } from './approval-line.tsx';
import { ChannelCounts } from './channel-counts.tsx';
import { KINDS, revisionPath, stateOf } from './publication-words.ts';

const VIEWS = [
  ['owed', '待公示', '按期限排列，最早的在前', '没有待公示的结果。结果审核通过后在此逐个渠道登记凭证。'],
  ['overdue', '逾期未公示', '按期限排列，最早的在前', '没有逾期未公示的结果。'],
  ['confirmed', '已公示', '按完成公示的日期排列，最近的在前', '还没有在各渠道都公示的结果。'],
  ['late', '逾期公示', '按完成公示的日期排列，最近的在前', '没有超过期限才公示的结果。'],
  ['revised', '更正和撤回', '按提出的时间排列，最近的在前', '没有更正或撤回。'],
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

/** Late stays late: what was shown after its last day is told from what was shown in time. */
const standingOf = (line: PublicationBoardLine): readonly [word: string, tone: Tone] => {
  if (line.overdue) return ['已逾期', 'late'];
  const [word, tone] = stateOf(line);
  return (line.workingDaysLate ?? 0) > 0 ? [`${word}（逾期）`, 'late'] : [word, tone];
};

const START_EVENTS = {
  'row-work-ended': '该项抽查工作全部结束',
  'inspection-ended': '每次检查结束',
} as const;

const countedText = ({ startEvent, workingDays }: PublicationBoard['counted']): string =>
  `公示期限从${START_EVENTS[startEvent]}之日起 ${workingDays} 个工作日（现行设置），各计划行分别起算，期限因而不同；每项的起算日列在期限下。`;

const columnsOf = (nameOf: (channel: string) => string): readonly DataColumn<PublicationBoardLine>[] => [
  { head: '检查对象', isHead: true, cell: unit },
  {
    head: '期限',
    cell: ({ dueOn, workingDaysLeft, workingDaysLate, provisional, confirmedOn, countedFrom }) => (
      <>
        {confirmedOn === null ? (
          <DueText dueOn={dueOn} left={workingDaysLeft} provisional={provisional} />
        ) : (
          <>
            {dueOn ?? '—'}
            <small>{confirmedOn} 完成</small>
            {workingDaysLate !== null && workingDaysLate > 0 && (
              <div className="late-text">逾期 {workingDaysLate} 个工作日公示</div>
            )}
          </>
        )}
        {countedFrom !== null && <small>自 {countedFrom} 起算</small>}
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
      const [word, tone] = standingOf(line);
      return <StateTag tone={tone}>{word}</StateTag>;
    },
  },
];

/** Publications by what is owed first, one state per channel [R269]. */
export const Desk = () => {
  const filter = useFilter();
  const { data: me } = useMe();
  const [shown, , order, empty] = VIEWS.find(([id]) => id === filter.get('view')) ?? VIEWS[0];
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
          onOverdue={(channel) => filter.setAll({ channel, view: 'overdue' })}
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
      >
        <CycleSelect chosen={filter.get('cycle')} onChoose={(cycle) => filter.set('cycle', cycle)} />
      </ListSearch>
      {first !== undefined && <p className="board-small">{countedText(first.counted)}</p>}
      <section className="board-card">
        <PagedTable
          query={query}
          caption={`公示，${order}`}
          columns={columnsOf(nameOf)}
          rowKey={({ id, revision }) => `${id}/${revision}`}
          empty={empty}
        />
      </section>
    </Page>
  );
};
