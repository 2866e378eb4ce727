import { useQuery } from '@tanstack/react-query';
import { Alert, Flex, InputNumber } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { PlanWorkload } from '../../../../api/resources/plan/plan-year-schema.ts';
import { read } from '../../../shared/http.ts';
import { DataTable } from '../../boards/data-table.tsx';
import { StateTag } from '../../boards/state-tag.tsx';
import { useOfficerNames } from '../../boards/use-officer-names.ts';
import { Loaded } from '../../layout/page.tsx';
import { Part } from '../../records/facts.tsx';
import { DaySpan } from './day-span.tsx';

const sumOf = (numbers: readonly number[]): number =>
  Math.round(numbers.reduce((sum, number) => sum + number, 0) * 10) / 10;

const Months = ({ load, perDay }: { readonly load: PlanWorkload; readonly perDay: number }) => {
  const busy = (month: number) => load.inspectors.filter(({ months }) => (months[month - 1] ?? 0) > 0).length;
  const rows = load.months.map((each) => {
    const teams = Math.floor(busy(each.month) / load.teamSize);
    return { ...each, teams, capacity: teams * each.workingDays * perDay };
  });
  return (
    <DataTable
      caption="各月检查量与人力"
      isCaptionHidden
      onPhone="scroll"
      rows={rows}
      rowKey={({ month }) => String(month)}
      empty=""
      columns={[
        { head: '月份', isHead: true, cell: ({ month }) => `${month} 月` },
        { head: '工作日', align: 'end', cell: ({ workingDays }) => workingDays },
        { head: '预计检查（户次）', align: 'end', cell: ({ visits }) => visits },
        { head: '可组成检查组', align: 'end', cell: ({ visits, teams }) => (visits === 0 ? '—' : teams) },
        {
          head: '可检查（户次）',
          align: 'end',
          cell: ({ visits, capacity }) => (visits === 0 ? '—' : capacity),
        },
        {
          head: '人力',
          cell: ({ visits, capacity }) => {
            if (visits === 0) return '—';
            return visits <= capacity ? (
              <StateTag tone="done">够用</StateTag>
            ) : (
              <StateTag tone="late">不足</StateTag>
            );
          },
        },
      ]}
    />
  );
};

const Rows = ({ load }: { readonly load: PlanWorkload }) => (
  <DataTable
    caption="各计划行检查量"
    isCaptionHidden
    rows={load.rows}
    rowKey={({ number }) => number}
    empty="没有计划行。"
    columns={[
      { head: '计划行', isHead: true, cell: ({ number, taskName }) => `${number} ${taskName}` },
      { head: '可抽对象', align: 'end', cell: ({ eligible }) => `${eligible} 户` },
      { head: '预计检查', align: 'end', cell: ({ visits }) => `${visits} 户次` },
      { head: '检查时段', cell: ({ from, to }) => <DaySpan from={from} to={to} /> },
      { head: '可派人员', align: 'end', cell: ({ able }) => `${able} 人` },
      { head: '可任组长', align: 'end', cell: ({ qualified }) => `${qualified} 人` },
      {
        head: '提示',
        cell: ({ able, qualified, conflicts, visits }) => {
          const notes = [
            ...(visits > 0 && able < load.teamSize ? [`检查人员不足 ${load.teamSize} 人`] : []),
            ...(visits > 0 && able >= load.teamSize && qualified === 0 ? ['没有具备资格的人员'] : []),
            ...conflicts,
          ];
          return notes.length === 0 ? '—' : <span className="soon-text">{notes.join('；')}</span>;
        },
      },
    ]}
  />
);

const Inspectors = ({ load }: { readonly load: PlanWorkload }) => {
  const nameOf = useOfficerNames();
  return (
    <DataTable
      caption="各检查人员每月预计检查户次"
      isCaptionHidden
      onPhone="scroll"
      rows={load.inspectors}
      rowKey={({ officerId }) => officerId}
      empty="执法检查人员名录库中没有在岗人员。"
      columns={[
        { head: '检查人员', isHead: true, cell: ({ officerId }) => nameOf(officerId) },
        ...load.months.map(({ month }) => ({
          head: `${month} 月`,
          align: 'end' as const,
          cell: ({ months }: PlanWorkload['inspectors'][number]) => months[month - 1] || '—',
        })),
        { head: '全年', align: 'end', cell: ({ months }) => sumOf(months) },
      ]}
    />
  );
};

const Load = ({ load }: { readonly load: PlanWorkload }) => {
  const [perDay, setPerDay] = useState(2);
  return (
    <>
      <Alert
        type="info"
        style={{ marginBottom: 16 }}
        title={`按第 ${load.version} 版计划的比例和名录库现有户数测算，每次检查 ${load.teamSize} 人`}
        description="抽取之前的估算：按检查时段内的工作日均摊；同一户被几行抽中时只检查一次，免检和频次上限未扣除，所以实际只会更少。"
      />
      <Part
        title="各月人力"
        actions={
          <Flex gap={8} align="center">
            <span id="per-day">一个检查组一天检查</span>
            <InputNumber
              aria-labelledby="per-day"
              min={1}
              max={20}
              precision={0}
              value={perDay}
              onChange={(value) => setPerDay(value ?? 1)}
            />
            <span>户</span>
          </Flex>
        }
      >
        <Months load={load} perDay={perDay} />
      </Part>
      <Part title="各计划行">
        <Rows load={load} />
      </Part>
      <Part title="各检查人员（户次）">
        <Inspectors load={load} />
      </Part>
    </>
  );
};

/** Whether the people suffice: what the plan will ask of them, by month, row and inspector. */
export const WorkloadTab = ({ year }: { readonly year: number }) => {
  const [search] = useSearchParams();
  const version = search.get('version');
  const query = useQuery({
    queryKey: ['plans', year, 'workload', version],
    queryFn: () => read<PlanWorkload>(`/api/plans/${year}/workload`, { version }),
  });
  return <Loaded query={query}>{(load) => <Load load={load} />}</Loaded>;
};
