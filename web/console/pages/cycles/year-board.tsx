import { queryOptions, useQuery } from '@tanstack/react-query';
import { Empty, Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { CycleBoard } from '../../../../api/resources/cycle/cycle-schema.ts';
import { read } from '../../../shared/http.ts';
import { StateTag } from '../../boards/state-tag.tsx';
import { cycleOrdinal, dayText } from '../../boards/words.ts';
import { Loaded, Page } from '../../layout/page.tsx';
import { monthsOf, stateOf } from './cycle-words.ts';
import { RowsTable } from './rows-table.tsx';
import { tasksAt } from './stage.tsx';

type Cycle = CycleBoard['cycles'][number];

const CycleCard = ({ cycle }: { cycle: Cycle }) => {
  const [state, tone] = stateOf(cycle);
  const late = cycle.rows.reduce((sum, { overdue }) => sum + overdue, 0);
  return (
    <section className="board-card" aria-labelledby={`cycle-${cycle.id}`}>
      <header>
        <h2 id={`cycle-${cycle.id}`}>
          <Link to={`/cycles/${cycle.id}`}>
            {cycleOrdinal(cycle.number)}　{monthsOf(cycle)}
          </Link>
        </h2>
        <StateTag tone={tone}>{state}</StateTag>
        {late > 0 && (
          <Link className="late-text" to={tasksAt({ cycle: cycle.id, overdue: true })}>
            逾期 {late} 项
          </Link>
        )}
      </header>
      <dl className="board-facts">
        <div>
          <dt>检查时段</dt>
          <dd>
            {cycle.windowStart} 至 {cycle.windowEnd}
          </dd>
        </div>
        <div>
          <dt>{cycle.drawnAt === null ? '拟抽取日' : '抽取日'}</dt>
          <dd>{dayText(cycle.drawOn)}</dd>
        </div>
        {cycle.waitingFor !== null && (
          <div>
            <dt>等待</dt>
            <dd className="soon-text">{cycle.waitingFor}</dd>
          </div>
        )}
      </dl>
      <RowsTable cycleId={cycle.id} rows={cycle.rows} />
    </section>
  );
};

const YearSelect = ({ board, onYear }: { board: CycleBoard; onYear: (year: number) => void }) => (
  <Select
    aria-label="年度"
    value={board.year}
    options={[...new Set([board.year, ...board.years])].map((year) => ({ value: year, label: `${year} 年` }))}
    onChange={onYear}
    style={{ width: 120 }}
  />
);

/** @param year null: this year, or the last that has a plan */
export const boardOf = (year: string | null) =>
  queryOptions({
    queryKey: ['cycle-board', year],
    queryFn: () => read<CycleBoard>('/api/cycle-board', { year }),
  });

/** Every cycle of a year and where each of its plan rows stands [R259]. */
export const YearBoard = () => {
  const [parameters, setParameters] = useSearchParams();
  const year = parameters.get('year');
  const board = useQuery(boardOf(year));
  const choose = (chosen: number) => setParameters({ year: String(chosen) });
  return (
    <Page
      title="周期进度"
      actions={board.data === undefined ? null : <YearSelect board={board.data} onYear={choose} />}
    >
      <Loaded query={board}>
        {({ year: shown, cycles }) =>
          cycles.length === 0 ? (
            <Empty description={`${shown} 年还没有周期。年度计划公布后，系统按检查时段自动开启周期。`} />
          ) : (
            cycles.map((cycle) => <CycleCard key={cycle.id} cycle={cycle} />)
          )
        }
      </Loaded>
    </Page>
  );
};
