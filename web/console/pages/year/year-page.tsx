import { Flex } from 'antd';
import { Link, NavLink, Route, Routes, useParams } from 'react-router';
import { Loaded, Page } from '../../layout/page.tsx';
import { CalendarTab } from './calendar/calendar-tab.tsx';
import { PlanTab } from './plan/plan-tab.tsx';
import { VersionsTab } from './plan/versions-tab.tsx';
import { ReadinessTab } from './readiness-tab.tsx';
import { useVersions } from './use-plan.ts';
import { WorkloadTab } from './workload-tab.tsx';

const TABS = [
  ['', '计划'],
  ['versions', '各版与差异'],
  ['calendar', '日历'],
  ['workload', '人力测算'],
  ['readiness', '抽取前准备'],
] as const;

/** One year: its plan, versions, days, people, and what its draws still lack. */
export const YearPage = () => {
  const { year: text = '' } = useParams();
  const year = Number(text);
  const versions = useVersions(year);
  return (
    <Page
      title={`${year} 年度计划`}
      actions={
        <Flex gap={16}>
          <Link to="/year">各年度计划</Link>
        </Flex>
      }
    >
      <nav className="year-tabs" aria-label={`${year} 年度`}>
        {TABS.map(([path, name]) => (
          <NavLink key={path} to={`/year/${year}${path === '' ? '' : `/${path}`}`} end>
            {name}
          </NavLink>
        ))}
      </nav>
      <Routes>
        <Route
          index
          element={<Loaded query={versions}>{(data) => <PlanTab year={year} versions={data} />}</Loaded>}
        />
        <Route
          path="versions"
          element={<Loaded query={versions}>{(data) => <VersionsTab year={year} versions={data} />}</Loaded>}
        />
        <Route path="calendar" element={<CalendarTab year={year} />} />
        <Route path="workload" element={<WorkloadTab year={year} />} />
        <Route path="readiness" element={<ReadinessTab year={year} />} />
      </Routes>
    </Page>
  );
};
