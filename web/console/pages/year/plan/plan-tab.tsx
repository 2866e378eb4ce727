import { Alert, Flex, Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { PlanVersion } from '../../../../../api/resources/plan/plan-schema.ts';
import type { PlanTable as Table } from '../../../../../api/resources/plan/plan-table-schema.ts';
import { dayOfInstant } from '../../../../shared/china-time.ts';
import { holds, useMe } from '../../../../shared/me.ts';
import { StateTag } from '../../../boards/state-tag.tsx';
import { useOfficerNames } from '../../../boards/use-officer-names.ts';
import { Loaded } from '../../../layout/page.tsx';
import { Facts, Part } from '../../../records/facts.tsx';
import { usePlanTable, versionToShow } from '../use-plan.ts';
import { ASSUMED, VERSION_STATES } from '../words.ts';
import { DecisionButtons } from './decision-buttons.tsx';
import { PlanTable } from './plan-table.tsx';

const About = ({ plan: { version, document } }: { readonly plan: Table }) => {
  const nameOf = useOfficerNames();
  const person = (id: string | null) => (id === null ? null : nameOf(id));
  const [words, tone] = VERSION_STATES[version.state];
  return (
    <Facts
      facts={[
        ['标题', document.title],
        ['文号', document.number],
        ['发文机关', document.issuer],
        ['成文日期', document.signedOn],
        ['印发日期', document.printedOn],
        ['报送', document.copyTo.join('、')],
        ['版次', `第 ${version.version} 版`],
        [
          '状态',
          <StateTag key="state" tone={tone}>
            {words}
          </StateTag>,
        ],
        ['理由', version.reason],
        ['起草', `${nameOf(version.draftedBy)} ${dayOfInstant(version.businessAt)}`],
        ['审核', person(version.reviewedBy)],
        [
          '批准',
          version.approvedBy === null
            ? null
            : `${nameOf(version.approvedBy)}（${version.approvalDecision ?? ''}）${version.approvedAt === null ? '' : ` ${dayOfInstant(version.approvedAt)}`}`,
        ],
        ['公布', version.publishedAt === null ? null : dayOfInstant(version.publishedAt)],
      ]}
    />
  );
};

/** Why a draft came back, until it is written anew. */
const Returned = ({ plan: { returned } }: { readonly plan: Table }) => {
  const nameOf = useOfficerNames();
  return returned === null ? null : (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title={`${nameOf(returned.returnedBy)}于 ${dayOfInstant(returned.returnedAt)} 退回：${returned.reason}`}
    />
  );
};

const Files = ({ year, version }: { readonly year: number; readonly version: number }) => {
  const at = `/api/plans/${year}/versions/${version}/plan`;
  return (
    <Flex gap={16} wrap>
      <a href={`${at}.pdf`} target="_blank" rel="noreferrer">
        打印（PDF）
      </a>
      <a href={`${at}.xlsx`}>导出 Excel</a>
    </Flex>
  );
};

const Nothing = ({ year }: { readonly year: number }) => {
  const { data: me } = useMe();
  return (
    <Alert
      type="info"
      title={`还没有 ${year} 年度计划`}
      description={
        holds(me, 'drafter') ? (
          <>
            请在<Link to="/year">各年度计划</Link>导入计划文件，或者<Link to="/year/new">手工起草</Link>。
          </>
        ) : (
          '由起草人导入计划文件或者手工起草后，在这里显示。'
        )
      }
    />
  );
};

/** One version of the plan: its document, what may be done next, the table. */
export const PlanTab = ({
  year,
  versions,
}: {
  readonly year: number;
  readonly versions: readonly PlanVersion[];
}) => {
  const [query, setQuery] = useSearchParams();
  const asked = Number(query.get('version'));
  const shown = versions.some(({ version }) => version === asked) ? asked : versionToShow(versions);
  const table = usePlanTable(year, shown);
  const newest = versions.at(-1);
  if (shown === null) return <Nothing year={year} />;
  return (
    <Loaded query={table}>
      {(plan) => (
        <>
          <Returned plan={plan} />
          {plan.version.assumed && (
            <Alert type="warning" showIcon title={ASSUMED} style={{ marginBottom: 16 }} />
          )}
          {newest !== undefined && newest.version !== shown && newest.state !== 'superseded' && (
            <Alert
              type="info"
              style={{ marginBottom: 16 }}
              title={
                <>
                  另有一版正在办理：
                  <Link to={`/year/${year}?version=${newest.version}`}>
                    第 {newest.version} 版（{VERSION_STATES[newest.state][0]}）
                  </Link>
                </>
              }
            />
          )}
          <Part
            title="计划文件"
            actions={
              <Select
                aria-label="版次"
                value={shown}
                style={{ minWidth: 220 }}
                options={[...versions].reverse().map(({ version, state }) => ({
                  value: version,
                  label: `第 ${version} 版（${VERSION_STATES[state][0]}）`,
                }))}
                onChange={(version) => setQuery({ version: String(version) })}
              />
            }
          >
            <About plan={plan} />
            <DecisionButtons year={year} version={plan.version} newest={newest?.version ?? shown} />
          </Part>
          <Part title={`计划表（${plan.rows.length} 行）`} actions={<Files year={year} version={shown} />}>
            <PlanTable rows={plan.rows} caption={`${year} 年度抽查工作计划表`} />
          </Part>
        </>
      )}
    </Loaded>
  );
};
