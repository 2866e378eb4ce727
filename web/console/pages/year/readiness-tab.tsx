import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { PlanReadiness } from '../../../../api/resources/plan/plan-year-schema.ts';
import { read } from '../../../shared/http.ts';
import { StateTag } from '../../boards/state-tag.tsx';
import { Loaded } from '../../layout/page.tsx';
import { Facts, Part } from '../../records/facts.tsx';
import { DayWithMark } from './calendar/day-with-mark.tsx';

type Cycle = PlanReadiness['cycles'][number];
type Place = Cycle['gaps'][number]['mendedIn'];

/** Where each kind of gap is mended. */
const placeOf = (year: number): Readonly<Record<Place, readonly [path: string, name: string]>> => ({
  plan: [`/year/${year}`, '年度计划'],
  holidays: [`/year/${year}/calendar`, '放假安排'],
  items: ['/items', '抽查事项清单'],
  units: ['/registers', '检查对象名录库'],
  inspectors: ['/registers', '执法检查人员名录库'],
  draw: ['/draws', '抽取'],
});

const stateOf = ({ over, gaps, rows }: Cycle) => {
  if (over) return <StateTag tone="none">已抽取或已结束</StateTag>;
  if (rows === 0) return <StateTag tone="none">没有计划行</StateTag>;
  return gaps.length === 0 ? (
    <StateTag tone="done">齐备</StateTag>
  ) : (
    <StateTag tone="care">{`尚缺 ${gaps.length} 项`}</StateTag>
  );
};

const CyclePart = ({ year, cycle }: { readonly year: number; readonly cycle: Cycle }) => {
  const places = placeOf(year);
  const { planned } = cycle;
  return (
    <Part title={cycle.name} actions={stateOf(cycle)}>
      <Facts
        facts={[
          ['检查时段', `${cycle.start} 至 ${cycle.end}`],
          ['计划行', `${cycle.rows} 行`],
          ['抽取日', planned === null ? null : <DayWithMark key="draw" day={planned.drawOn} />],
          [
            '周期进度',
            cycle.cycle === null ? (
              '尚未开始'
            ) : (
              <Link key="cycle" to={`/cycles/${cycle.cycle.id}`}>
                查看
              </Link>
            ),
          ],
        ]}
      />
      {cycle.gaps.length > 0 && (
        <ul className="year-gaps">
          {cycle.gaps.map(({ what, mendedIn }) => (
            <li key={what}>
              {what}　<Link to={places[mendedIn][0]}>到“{places[mendedIn][1]}”办理</Link>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
};

/** What each draw of the year still lacks, by the rules of the draw day itself, looked at now. */
export const ReadinessTab = ({ year }: { readonly year: number }) => {
  const query = useQuery({
    queryKey: ['plans', year, 'readiness'],
    queryFn: () => read<PlanReadiness>(`/api/plans/${year}/readiness`),
  });
  return (
    <Loaded query={query}>
      {({ asOf, cycles, missing }) => (
        <>
          <p className="quiet-text">
            按抽取日的规则于 {asOf} 核对：计划、名录库、放假安排、检查人员缺一不可。
          </p>
          {missing.length > 0 && (
            <Part title="全局尚缺" actions={<StateTag tone="care">{`${missing.length} 项`}</StateTag>}>
              <ul>
                {missing.map(({ what, remedy, page }) => (
                  <li key={what}>
                    {what}
                    <small className="board-small">
                      {page !== null && (
                        <>
                          <Link to={page.path} style={{ textDecoration: 'underline' }}>
                            到“{page.name}”办理
                          </Link>
                          ：
                        </>
                      )}
                      {remedy}
                    </small>
                  </li>
                ))}
              </ul>
            </Part>
          )}
          {cycles.map((cycle) => (
            <CyclePart key={`${cycle.number}-${cycle.start}`} year={year} cycle={cycle} />
          ))}
        </>
      )}
    </Loaded>
  );
};
