import { useQuery } from '@tanstack/react-query';
import { Input, Select, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { dayOfInstant } from '../../../shared/china-time.ts';
import { read } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { Loaded, Page } from '../../layout/page.tsx';
import { AddInspector } from './add-inspector.tsx';
import { certificateState, type Inspector } from './inspector.ts';
import { RegisterFiles } from './register-files.tsx';
import { RegisterTabs } from './register-tabs.tsx';

const CERTIFICATES = [
  { value: 'valid', label: '执法证有效' },
  { value: 'ending', label: '60 天内到期' },
  { value: 'invalid', label: '已过期或者未生效' },
];
const LEAVES = [
  { value: 'true', label: '请假中' },
  { value: 'false', label: '在岗' },
];
const ACTIVES = [
  { value: 'true', label: '在册' },
  { value: 'false', label: '不在册' },
];

const columns = (today: string): readonly DataColumn<Inspector>[] => [
  {
    head: '姓名',
    isHead: true,
    cell: ({ officerId, name }) => (
      <Link to={`/registers/inspectors/${encodeURIComponent(officerId)}`}>{name}</Link>
    ),
  },
  { head: '科室', cell: ({ sectionName }) => sectionName ?? '—' },
  { head: '执法证号', cell: ({ certificateNumber }) => certificateNumber },
  {
    head: '执法证',
    cell: (inspector) => {
      const { word, tone } = certificateState(inspector, today);
      return (
        <>
          <span className={tone}>{word}</span>
          <small>至 {inspector.certificateValidTo}</small>
        </>
      );
    },
  },
  {
    head: '检查资质',
    cell: ({ qualifications }) => (qualifications.length === 0 ? '—' : qualifications.join('、')),
  },
  {
    head: '在岗',
    cell: ({ active, leaveUntil }) =>
      !active ? (
        '不在册'
      ) : leaveUntil === null ? (
        '在岗'
      ) : (
        <span className="soon-text">请假至 {leaveUntil}</span>
      ),
  },
  { head: '待检查', align: 'end', cell: ({ openTasks }) => openTasks },
];

const Filters = ({
  given,
  onChange,
}: {
  readonly given: Readonly<Record<string, string>>;
  readonly onChange: (name: string, value: string) => void;
}) => {
  const select = (name: string, label: string, options: { value: string; label: string }[]) => (
    <Select
      aria-label={label}
      placeholder={label}
      value={given[name] || null}
      onChange={(value: string | undefined) => onChange(name, value ?? '')}
      options={options}
      allowClear
      style={{ minWidth: 150 }}
    />
  );
  return (
    <search className="filters">
      <Input
        type="search"
        aria-label="按姓名或者执法证号查找"
        placeholder="姓名或者执法证号"
        onChange={({ target }) => onChange('text', target.value.trim())}
        allowClear
        style={{ maxWidth: 240 }}
      />
      {select('certificate', '执法证', CERTIFICATES)}
      {select('onLeave', '请假', LEAVES)}
      {select('active', '在册', ACTIVES)}
    </search>
  );
};

/** 执法检查人员名录库. */
export const InspectorsPage = () => {
  const { data: me } = useMe();
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  const query = useQuery({
    queryKey: ['inspector-entries', given],
    queryFn: ({ signal }) => read<readonly Inspector[]>('/api/inspector-entries', given, signal),
    placeholderData: (before) => before,
  });
  const admin = holds(me, 'admin');
  return (
    <Page
      title="执法检查人员名录库"
      actions={
        <Space wrap>
          {admin && <RegisterFiles register="inspectors" />}
          {holds(me, 'office', 'admin') && <AddInspector />}
        </Space>
      }
    >
      <RegisterTabs />
      <section className="board-card" aria-label="名录">
        <Filters
          given={given}
          onChange={(name, value) => setGiven((before) => ({ ...before, [name]: value }))}
        />
        <Loaded query={query}>
          {(rows) => (
            <DataTable
              caption="执法检查人员"
              isCaptionHidden
              columns={columns(dayOfInstant(new Date().toISOString()))}
              rows={rows}
              rowKey={({ officerId }) => officerId}
              empty="没有符合条件的执法检查人员。"
            />
          )}
        </Loaded>
      </section>
    </Page>
  );
};
