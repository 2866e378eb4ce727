import './board.css';

/** Working days from which a day calls for attention. */
const SOON = 3;

const leftText = (left: number): string => {
  if (left < 0) return `逾期 ${-left} 个工作日`;
  return left === 0 ? '今天到期' : `还剩 ${left} 个工作日`;
};

const classOf = (left: number): string => {
  if (left < 0) return 'late-text';
  return left <= SOON ? 'soon-text' : 'quiet-text';
};

/** A day, and how far off it is in working days; 暂定 while the year's holidays are not known. */
export const DueText = ({
  dueOn,
  left,
  provisional,
}: {
  readonly dueOn: string | null;
  readonly left: number | null;
  readonly provisional: boolean | null;
}) =>
  dueOn === null || left === null ? (
    <span className="quiet-text">—</span>
  ) : (
    <>
      {dueOn}
      {provisional === true && <span className="quiet-text">（暂定）</span>}
      <div className={classOf(left)}>{leftText(left)}</div>
    </>
  );
