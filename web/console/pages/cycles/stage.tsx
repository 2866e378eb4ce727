import { Link } from 'react-router';
import { withQuery } from '../../../shared/http.ts';
import '../../boards/board.css';

export interface TasksWanted {
  readonly cycle: string;
  readonly row?: string;
  readonly state?: string;
  readonly overdue?: true;
  /** What is late: as the list of tasks names it. */
  readonly due?: string;
}

/** The list of the tasks behind a number. */
export const tasksAt = (wanted: TasksWanted): string => withQuery('/tasks', { ...wanted });

const WHOLE = 100;

/** One step of a plan row: how many of how many, what waits here, and what of it is late; numbers lead to the tasks. */
export const Stage = ({
  done,
  all,
  waiting,
  late,
  due,
  tasks,
}: {
  readonly done: number;
  readonly all: number;
  /** What waits at this very step, and where it is listed. */
  readonly waiting?: { readonly count: number; readonly to: string; readonly word: string };
  readonly late: number;
  /** What is owed at this step: the list behind the number shows nothing else. */
  readonly due?: string;
  readonly tasks: TasksWanted;
}) => {
  if (all === 0) return <span className="quiet-text">—</span>;
  const share = Math.round((WHOLE * done) / all);
  return (
    <div className="stage">
      <span>
        <b>{done}</b>/{all}
      </span>
      <div className={done >= all ? 'bar full' : 'bar'} aria-hidden="true">
        <div style={{ width: `${share}%` }} />
      </div>
      {waiting !== undefined && waiting.count > 0 && (
        <Link to={waiting.to}>
          {waiting.word} {waiting.count}
        </Link>
      )}
      {late > 0 && (
        <div>
          <Link
            className="late-text"
            to={tasksAt({ ...tasks, overdue: true, ...(due === undefined ? {} : { due }) })}
          >
            逾期 {late}
          </Link>
        </div>
      )}
    </div>
  );
};
