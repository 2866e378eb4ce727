import { useQuery } from '@tanstack/react-query';
import { Flex } from 'antd';
import { Link } from 'react-router';
import type { PlanImport } from '../../../../api/resources/plan/plan-import-schema.ts';
import { dayOfInstant } from '../../../shared/china-time.ts';
import { read } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { DataTable } from '../../boards/data-table.tsx';
import { StateTag } from '../../boards/state-tag.tsx';
import { useOfficerNames } from '../../boards/use-officer-names.ts';
import { Loaded, Page } from '../../layout/page.tsx';
import { Part } from '../../records/facts.tsx';
import { UploadButton } from './imports/upload-button.tsx';
import { type PlanOfYear, usePlans } from './use-plan.ts';
import { VERSION_STATES } from './words.ts';

const IMPORT_STATES = {
  open: ['答复中', 'work'],
  drafted: ['已形成草案', 'done'],
  discarded: ['已放弃', 'none'],
} as const;

const Plans = ({ plans }: { readonly plans: readonly PlanOfYear[] }) => {
  const nameOf = useOfficerNames();
  return (
    <DataTable
      caption="各年度抽查计划"
      isCaptionHidden
      rows={plans}
      rowKey={({ year }) => String(year)}
      empty="还没有年度计划。由起草人导入计划文件，或者手工起草。"
      columns={[
        {
          head: '年度',
          isHead: true,
          cell: ({ year, title }) => (
            <Link to={`/year/${year}`}>
              {year} 年　{title}
            </Link>
          ),
        },
        { head: '文号', cell: ({ documentNumber }) => documentNumber ?? '—' },
        {
          head: '现行版次',
          cell: ({ currentVersion }) => (currentVersion === null ? '尚未公布' : `第 ${currentVersion} 版`),
        },
        {
          head: '最新一版',
          cell: ({ latest }) => (
            <>
              第 {latest.version} 版{' '}
              <StateTag tone={VERSION_STATES[latest.state][1]}>{VERSION_STATES[latest.state][0]}</StateTag>
            </>
          ),
        },
        {
          head: '批准',
          cell: ({ latest }) =>
            latest.approvedBy === null
              ? '—'
              : `${nameOf(latest.approvedBy)}（${latest.approvalDecision ?? ''}）`,
        },
      ]}
    />
  );
};

const Imports = ({ imports }: { readonly imports: readonly PlanImport[] }) => {
  const nameOf = useOfficerNames();
  return (
    <Part title="导入的计划文件">
      <DataTable
        caption="导入的计划文件"
        isCaptionHidden
        rows={imports}
        rowKey={({ id }) => id}
        empty="还没有导入过计划文件。"
        columns={[
          {
            head: '文件',
            isHead: true,
            cell: ({ id, fileName, year }) => (
              <Link to={`/year/imports/${id}`}>
                {fileName}（{year} 年）
              </Link>
            ),
          },
          { head: '计划行', cell: ({ rowCount }) => `${rowCount} 行` },
          {
            head: '疑点',
            cell: ({ doubtCount, answered }) =>
              doubtCount === 0 ? '没有' : `${doubtCount} 个，已答复 ${answered} 个`,
          },
          {
            head: '状态',
            cell: ({ state }) => (
              <StateTag tone={IMPORT_STATES[state][1]}>{IMPORT_STATES[state][0]}</StateTag>
            ),
          },
          {
            head: '上传',
            cell: ({ importedBy, businessAt }) => `${nameOf(importedBy)} ${dayOfInstant(businessAt)}`,
          },
        ]}
      />
    </Part>
  );
};

/** Every year's plan, and the files that are being read into one. */
export const YearsPage = () => {
  const { data: me } = useMe();
  const plans = usePlans();
  const imports = useQuery({
    queryKey: ['plan-imports'],
    queryFn: () => read<{ items: PlanImport[] }>('/api/plan-imports', { limit: 20 }),
  });
  return (
    <Page
      title="年度计划"
      actions={
        holds(me, 'drafter') && (
          <Flex gap={12} align="center" wrap>
            <Link to="/year/new">手工起草</Link>
            <UploadButton />
          </Flex>
        )
      }
    >
      <Part title="各年度">
        <Loaded query={plans}>{(data) => <Plans plans={data} />}</Loaded>
      </Part>
      <Loaded query={imports}>{({ items }) => <Imports imports={items} />}</Loaded>
    </Page>
  );
};
