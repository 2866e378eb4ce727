import { Button } from 'antd';
import { Link } from 'react-router';
import { cycleNameOfId } from '../../boards/words.ts';
import { timeLeft, URGENCIES, type WorkLine } from './types.ts';

interface RowProps {
  readonly line: WorkLine;
  readonly isHere: boolean;
  readonly isMine: boolean;
  readonly onFocus: () => void;
  readonly onAct: () => void;
  readonly onClaim: () => void;
}

const Due = ({ line }: { readonly line: WorkLine }) => (
  <span className={`urgency ${line.urgency}`}>
    <strong>{timeLeft(line)}</strong>
    {line.dueOn !== null && (
      <small>
        {URGENCIES.find(([of]) => of === line.urgency)?.[1]}，{line.dueOn}
        {line.provisional && '（暂定）'}
      </small>
    )}
  </span>
);

const Claim = ({ line, isMine, onClaim }: Pick<RowProps, 'line' | 'isMine' | 'onClaim'>) => {
  if (!line.claimable) return null;
  if (line.claimedBy === null) return <Button onClick={onClaim}>认领</Button>;
  return isMine ? <Button onClick={onClaim}>退回</Button> : null;
};

/** What it is about where no unit is: a cycle by its name, a draw by its number. */
const subjectOf = ({ subjectKind, subjectId }: WorkLine): string =>
  subjectKind === 'cycle' ? cycleNameOfId(subjectId) : subjectId;

/** One matter: what, about whom, by when, and what can be done with it here. */
export const WorkRow = ({ line, isHere, isMine, onFocus, onAct, onClaim }: RowProps) => (
  // The list moves the keyboard from row to row.
  <li tabIndex={isHere ? 0 : -1} data-here={isHere} onFocus={onFocus}>
    <strong>{line.name}</strong>
    <div className="about">
      <Link to={line.link}>{line.unitName ?? line.detail ?? subjectOf(line)}</Link>
      <div className="detail">
        {[
          line.taskNumber ?? (line.unitName === null && line.detail !== null ? null : subjectOf(line)),
          line.unitName === null ? null : line.detail,
          line.standsInFor === null ? null : `代${line.standsInFor}`,
          line.claimedByName === null ? null : `${isMine ? '本人' : line.claimedByName}已认领`,
        ]
          .filter((part) => part !== null)
          .join('　')}
      </div>
    </div>
    <Due line={line} />
    <div className="acts">
      <Claim line={line} isMine={isMine} onClaim={onClaim} />
      {line.command !== null && (
        <Button type="primary" onClick={onAct}>
          办理
        </Button>
      )}
    </div>
  </li>
);
