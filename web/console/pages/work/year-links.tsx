import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { CycleBoard } from '../../../../api/resources/cycle/cycle-schema.ts';
import { read, withQuery } from '../../../shared/http.ts';
import { StateTag } from '../../boards/state-tag.tsx';
import { cycleName } from '../../boards/words.ts';
import { stateOf } from '../cycles/cycle-words.ts';

/** Where the year stands, for who owes nothing today and may look after the others. */
export const YearLinks = () => {
  const board = useQuery({
    queryKey: ['cycle-board', null],
    queryFn: () => read<CycleBoard>('/api/cycle-board', { year: null }),
  });
  const cycles = board.data?.cycles ?? [];
  return (
    <section className="board-card" aria-label="年度进展">
      <header>
        <h2>年度进展</h2>
        <span className="rest" />
        <Link to="/cycles">周期进度</Link>
        <a href="/">总览</a>
      </header>
      {board.isSuccess && cycles.length === 0 && (
        <p className="quiet-text">本年度还没有周期；计划公布后按检查时段开启。</p>
      )}
      <ul className="year-links">
        {cycles.map((cycle) => {
          const [state, tone] = stateOf(cycle);
          const late = cycle.rows.some(({ overdue }) => overdue > 0);
          return (
            <li key={cycle.id} className="year-line">
              <Link to={`/cycles/${cycle.id}`}>{cycleName(cycle)}</Link>{' '}
              <StateTag tone={tone}>{state}</StateTag>{' '}
              {late && (
                <Link className="late-text" to={withQuery('/tasks', { cycle: cycle.id, overdue: true })}>
                  有逾期未办的任务
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
