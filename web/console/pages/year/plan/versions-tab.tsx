import { useQuery } from '@tanstack/react-query';
import { Flex, Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { PlanVersion } from '../../../../../api/resources/plan/plan-schema.ts';
import type { ChangeInWords } from '../../../../../api/resources/plan/plan-table-schema.ts';
import { dayOfInstant } from '../../../../shared/china-time.ts';
import { read } from '../../../../shared/http.ts';
import { DataTable } from '../../../boards/data-table.tsx';
import { StateTag } from '../../../boards/state-tag.tsx';
import { useOfficerNames } from '../../../boards/use-officer-names.ts';
import { Loaded } from '../../../layout/page.tsx';
import { Part } from '../../../records/facts.tsx';
import { VERSION_STATES } from '../words.ts';

const KINDS = { added: '新增', removed: '删除', changed: '修改' } as const;

const Changes = ({
  changes,
  caption,
}: {
  readonly changes: readonly ChangeInWords[];
  readonly caption: string;
}) => (
  <div className="change">
    <DataTable
      caption={caption}
      rows={changes}
      rowKey={({ row, kind, title }) => `${row}/${kind}/${title ?? ''}`}
      empty="两版的计划行没有差别。"
      columns={[
        { head: '计划编号', isHead: true, cell: ({ row }) => row },
        {
          head: '变化',
          cell: ({ kind }) => (
            <StateTag tone={kind === 'added' ? 'done' : kind === 'removed' ? 'late' : 'care'}>
              {KINDS[kind]}
            </StateTag>
          ),
        },
        { head: '栏目', cell: ({ kind, title }) => title ?? (kind === 'added' ? '整行新增' : '整行删除') },
        { head: '原为', cell: ({ before }) => (before === '' ? '—' : <del>{before}</del>) },
        { head: '改为', cell: ({ after }) => (after === '' ? '—' : <ins>{after}</ins>) },
      ]}
    />
  </div>
);

const VersionSelect = ({
  label,
  value,
  versions,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly versions: readonly PlanVersion[];
  readonly onChange: (version: number) => void;
}) => (
  <Flex gap={8} align="center">
    <span>{label}</span>
    <Select
      aria-label={label}
      value={value}
      style={{ minWidth: 110 }}
      options={versions.map(({ version }) => ({ value: version, label: `第 ${version} 版` }))}
      onChange={onChange}
    />
  </Flex>
);

const Difference = ({
  year,
  versions,
}: {
  readonly year: number;
  readonly versions: readonly PlanVersion[];
}) => {
  const [query, setQuery] = useSearchParams();
  const newest = versions.at(-1)?.version ?? 1;
  const to = Number(query.get('to') ?? newest);
  const from = Number(query.get('from') ?? Math.max(1, to - 1));
  const changes = useQuery({
    queryKey: ['plans', year, 'changes', from, to],
    queryFn: () => read<ChangeInWords[]>(`/api/plans/${year}/changes`, { from, to }),
  });
  const choose = (change: object) =>
    setQuery({ from: String(from), to: String(to), ...change }, { replace: true });
  const reason = versions.find(({ version }) => version === to)?.reason ?? '';
  return (
    <Part
      title="两版差异"
      actions={
        <Flex gap={16} wrap>
          <VersionSelect
            label="从"
            value={from}
            versions={versions}
            onChange={(v) => choose({ from: String(v) })}
          />
          <VersionSelect
            label="到"
            value={to}
            versions={versions}
            onChange={(v) => choose({ to: String(v) })}
          />
        </Flex>
      }
    >
      <p>
        第 {to} 版的理由：{reason}
      </p>
      <Loaded query={changes}>
        {(data) => (
          <Changes changes={data} caption={`从第 ${from} 版到第 ${to} 版的变化，共 ${data.length} 处`} />
        )}
      </Loaded>
    </Part>
  );
};

/** History of a year's plan: who did what to each version, and what changed between two of them. */
export const VersionsTab = ({
  year,
  versions,
}: {
  readonly year: number;
  readonly versions: readonly PlanVersion[];
}) => {
  const nameOf = useOfficerNames();
  return (
    <>
      <Part title="各版">
        <DataTable
          caption="各版计划"
          isCaptionHidden
          rows={[...versions].reverse()}
          rowKey={({ version }) => String(version)}
          empty="还没有计划。"
          columns={[
            {
              head: '版次',
              isHead: true,
              cell: ({ version }) => <Link to={`/year/${year}?version=${version}`}>第 {version} 版</Link>,
            },
            {
              head: '状态',
              cell: ({ state }) => (
                <StateTag tone={VERSION_STATES[state][1]}>{VERSION_STATES[state][0]}</StateTag>
              ),
            },
            { head: '理由', cell: ({ reason, assumed }) => (assumed ? `${reason}（含演练假设）` : reason) },
            {
              head: '起草',
              cell: ({ draftedBy, businessAt }) => `${nameOf(draftedBy)} ${dayOfInstant(businessAt)}`,
            },
            { head: '审核', cell: ({ reviewedBy }) => (reviewedBy === null ? '—' : nameOf(reviewedBy)) },
            {
              head: '批准',
              cell: ({ approvedBy, approvalDecision }) =>
                approvedBy === null ? '—' : `${nameOf(approvedBy)}（${approvalDecision ?? ''}）`,
            },
            {
              head: '公布',
              cell: ({ publishedAt }) => (publishedAt === null ? '—' : dayOfInstant(publishedAt)),
            },
          ]}
        />
      </Part>
      {versions.length > 1 && <Difference year={year} versions={versions} />}
    </>
  );
};
