import { useQuery } from '@tanstack/react-query';
import { Flex, Input, Select, Skeleton } from 'antd';
import { Link } from 'react-router';
import type { ListedMessage } from '../../../../api/resources/messages/message-schema.ts';
import type { NoticeKind } from '../../../../api/resources/messages/notices.ts';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { read } from '../../../shared/http.ts';
import { DataTable } from '../../boards/data-table.tsx';
import { More } from '../../boards/more.tsx';
import { StateTag } from '../../boards/state-tag.tsx';
import { useFilter } from '../../boards/use-filter.ts';
import { type PageOf, rowsOf, usePages } from '../../boards/use-pages.ts';
import { OfficerPick } from '../../fields/officer-pick.tsx';
import { UnitPick } from '../../fields/unit-pick.tsx';
import { ProblemAlert } from '../../layout/page.tsx';
import { CHANNELS, STATES, subjectPath, VERDICTS } from './words.ts';

const About = ({ one }: { readonly one: ListedMessage }) => {
  const path = subjectPath(one);
  return path === null ? one.about : <Link to={path}>{one.about}</Link>;
};

const COLUMNS = [
  {
    head: '通知',
    isHead: true as const,
    cell: (one: ListedMessage) => <Link to={`/messages/${one.id}`}>{one.noticeName}</Link>,
  },
  {
    head: '收件人',
    cell: ({ recipientName, recipientKind }: ListedMessage) =>
      `${recipientName}${recipientKind === 'officer' ? '（本局人员）' : ''}`,
  },
  { head: '事由', cell: (one: ListedMessage) => <About one={one} /> },
  {
    head: '渠道',
    cell: ({ channel, address }: ListedMessage) => `${CHANNELS[channel]} ${address ?? '无地址'}`,
  },
  { head: '业务时间', cell: ({ businessAt }: ListedMessage) => minuteOfInstant(businessAt) },
  {
    head: '结论',
    cell: ({ conclusion }: ListedMessage) => (
      <>
        <StateTag tone={VERDICTS[conclusion.verdict].tone}>{VERDICTS[conclusion.verdict].name}</StateTag>
        {(conclusion.verdict === 'not-delivered' || conclusion.verdict === 'unknown') && (
          <div style={{ color: '#5c6b7a' }}>{conclusion.sentence}</div>
        )}
      </>
    ),
  },
];

const NAMES = ['unit', 'officer', 'stage', 'state', 'channel', 'since', 'subjectKind', 'subjectId'] as const;

const Filters = () => {
  const { get, set } = useFilter();
  const notices = useQuery({ queryKey: ['notices'], queryFn: () => read<NoticeKind[]>('/api/notices') });
  const subject = get('subjectId');
  return (
    <Flex gap={8} wrap role="search" aria-label="查找消息" style={{ marginBottom: 12 }}>
      <div style={{ width: 280 }}>
        <UnitPick
          label="检查对象"
          {...(get('unit') !== null && { value: get('unit') ?? '' })}
          onChange={(unit) => set('unit', unit ?? null)}
        />
      </div>
      <OfficerPick label="本局人员" value={get('officer')} onChange={(officer) => set('officer', officer)} />
      <Select
        aria-label="通知种类"
        placeholder="通知种类"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 220 }}
        value={get('stage')}
        onChange={(stage: string | undefined) => set('stage', stage ?? null)}
        options={(notices.data ?? []).map(({ notice, name }) => ({ value: notice, label: name }))}
      />
      <Select
        aria-label="状态"
        placeholder="状态"
        allowClear
        style={{ width: 130 }}
        value={get('state')}
        onChange={(state: string | undefined) => set('state', state ?? null)}
        options={[...STATES]}
      />
      <Select
        aria-label="渠道"
        placeholder="渠道"
        allowClear
        style={{ width: 100 }}
        value={get('channel')}
        onChange={(channel: string | undefined) => set('channel', channel ?? null)}
        options={Object.entries(CHANNELS).map(([value, label]) => ({ value, label }))}
      />
      <Input.Search
        aria-label="任务编号"
        placeholder="任务编号"
        allowClear
        style={{ width: 200 }}
        defaultValue={subject ?? ''}
        onSearch={(id) => {
          set('subjectKind', id === '' ? null : 'task');
          set('subjectId', id.trim());
        }}
      />
    </Flex>
  );
};

/** Every message, the newest first, by unit, officer, subject and state; the filter stands in the address. */
export const MessagesTab = () => {
  const { get } = useFilter();
  const query = usePages<PageOf<ListedMessage>>(
    '/api/messages',
    Object.fromEntries(NAMES.map((name) => [name, get(name)])),
  );
  const rows = rowsOf(query) ?? [];
  return (
    <section className="board-card">
      <Filters />
      {query.error !== null && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && query.error === null && <Skeleton active />}
      {query.data !== undefined && (
        <DataTable
          caption="消息，新的在前"
          isCaptionHidden
          columns={COLUMNS}
          rows={rows}
          rowKey={({ id }) => id}
          empty="没有符合条件的消息。可以放宽条件，或者清除筛选。"
        />
      )}
      <More query={query} />
    </section>
  );
};
