import { Choice } from '../../parts/choice.tsx';
import { Text } from '../../parts/text.tsx';
import { goTo, Link } from '../../router.tsx';
import { findingPart, linePart } from '../../rules/parts.ts';
import { lineKey } from '../../rules/signed.ts';
import { ANSWERS } from '../../rules/words.ts';
import type { Answer, ChecklistLine } from '../../store/types.ts';

export interface ChecklistItemProps {
  readonly line: ChecklistLine;
  readonly answer: Answer | undefined;
  /** A finding was begun from this line. */
  readonly finding: boolean;
  readonly taskId: string;
  onAnswer(line: ChecklistLine, answer: Answer): void;
  onFinding(line: ChecklistLine): void;
}

/** One line: what is asked, four answers for a thumb, and a note where one is due. */
export const ChecklistItem = ({ line, answer, finding, taskId, onAnswer, onFinding }: ChecklistItemProps) => {
  const made = findingPart({ key: lineKey(line) });
  const noted = answer?.answer === 'no' || answer?.answer === 'not-checked';
  return (
    <article id={linePart(line)} className={answer === undefined ? 'line' : 'line answered'}>
      <p className="quiet">
        {line.part}　{line.legalBasis}
      </p>
      <Choice
        legend={`${line.lineNo}. ${line.text}`}
        options={ANSWERS}
        value={answer?.answer ?? null}
        onChange={(value) => onAnswer(line, { answer: value, note: answer?.note ?? '' })}
      />
      {noted ? (
        <Text
          label={answer.answer === 'no' ? '情况说明' : '未检查的原因'}
          value={answer.note}
          onChange={(note) => onAnswer(line, { ...answer, note })}
        />
      ) : null}
      {answer?.answer === 'no' && !finding ? (
        <button
          type="button"
          onClick={() => {
            onFinding(line);
            goTo(['visits', taskId, 'findings'], made);
          }}
        >
          记为问题
        </button>
      ) : null}
      {finding ? (
        <p>
          <Link to={['visits', taskId, 'findings']} part={made}>
            已记为问题
          </Link>
        </p>
      ) : null}
    </article>
  );
};
