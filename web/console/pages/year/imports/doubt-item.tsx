import { Button } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '../../../layout/page.tsx';
import { FIELD_NAMES } from '../words.ts';
import { AnswerField } from './answer-field.tsx';
import type { ReviewedDoubt, Said } from './use-import.ts';

export interface Answering {
  readonly nameOf: (officer: string) => string;
  /** Answers that are given now are only assumed. */
  readonly assumed: boolean;
  readonly give: (answers: readonly Said[]) => Promise<unknown>;
  /** Open doubts that ask the same of other rows. */
  readonly alike: (doubt: ReviewedDoubt) => readonly ReviewedDoubt[];
}

const STATES = { open: '待答复', settled: '已答复', refused: '答复不能采用' } as const;

/** One doubt: its question, the answer, who gave it, and why it could not be taken. */
export const DoubtItem = ({
  doubt,
  answering,
}: {
  readonly doubt: ReviewedDoubt;
  /** Null: one may only look. */
  readonly answering: Answering | null;
}) => {
  const given = doubt.answer === null ? '' : String(doubt.answer.value);
  const [value, setValue] = useState(given);
  const [error, setError] = useState<Error | null>(null);
  const label = `答复：${doubt.question}`;
  const save = (said: readonly Said[]) => {
    setError(null);
    answering
      ?.give(said)
      .catch((thrown: unknown) => setError(thrown instanceof Error ? thrown : new Error(String(thrown))));
  };
  const saidOf = (key: string, text: string | null): Said => ({
    key,
    value: text,
    assumed: answering?.assumed ?? false,
    reason: null,
  });
  const alike = answering === null || doubt.state !== 'settled' ? [] : answering.alike(doubt);
  return (
    <section className={`doubt ${doubt.state}`} aria-label={`疑点：${FIELD_NAMES[doubt.field] ?? ''}`}>
      <p>
        <strong>
          {FIELD_NAMES[doubt.field] ?? doubt.field}（第 {doubt.line} 行）· {STATES[doubt.state]}
        </strong>
        {doubt.answer?.assumed === true && '　演练假设'}
      </p>
      <p>{doubt.question}</p>
      {answering === null ? (
        <p>{given === '' ? '尚未答复' : `答复：${given}`}</p>
      ) : (
        <div className="answer">
          <AnswerField
            doubt={doubt}
            value={value}
            label={label}
            onChange={setValue}
            onSave={(chosen = value) => {
              if (chosen.trim() !== '' && chosen !== given) save([saidOf(doubt.key, chosen)]);
            }}
          />
          {doubt.answer !== null && (
            <Button
              size="small"
              onClick={() => {
                setValue('');
                save([saidOf(doubt.key, null)]);
              }}
            >
              收回答复
            </Button>
          )}
          {alike.length > 0 && (
            <Button size="small" onClick={() => save(alike.map(({ key }) => saidOf(key, given)))}>
              其余 {alike.length} 行同样答复“{given}”
            </Button>
          )}
        </div>
      )}
      {doubt.problem !== null && (
        <p className="late-text" role="alert">
          {doubt.problem}
        </p>
      )}
      {doubt.answer !== null && (
        <small className="quiet-text">
          {answering?.nameOf(doubt.answer.answeredBy) ?? doubt.answer.answeredBy} {doubt.answer.answeredOn}{' '}
          答复，已保存
        </small>
      )}
      {error !== null && <ProblemAlert error={error} />}
    </section>
  );
};
