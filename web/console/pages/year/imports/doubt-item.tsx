import { Button } from 'antd';
import { memo } from 'react';
import { ProblemAlert } from '../../../layout/page.tsx';
import { FIELD_NAMES } from '../words.ts';
import { AnswerField } from './answer-field.tsx';
import { type Give, useAnswering } from './use-answering.ts';
import type { ReviewedDoubt } from './use-import.ts';

/** Parts keys in a text, which is the same as long as they are: no key holds it. */
export const KEY_MARK = '\n';

const STATES = { open: '待答复', settled: '已答复', refused: '答复不能采用' } as const;

const Answering = ({
  doubt,
  answering: { given, value, type, answer, takeBack, answerAlike },
  alikeKeys,
}: {
  readonly doubt: ReviewedDoubt;
  readonly answering: ReturnType<typeof useAnswering>;
  readonly alikeKeys: string;
}) => {
  const alike = doubt.state === 'settled' && alikeKeys !== '' ? alikeKeys.split(KEY_MARK) : [];
  return (
    <div className="answer">
      <AnswerField
        doubt={doubt}
        value={value}
        label={`答复：${doubt.question}`}
        onChange={type}
        onSave={answer}
      />
      {doubt.answer !== null && (
        <Button size="small" onClick={takeBack}>
          收回答复
        </Button>
      )}
      {alike.length > 0 && (
        <Button size="small" onClick={() => answerAlike(alike)}>
          其余 {alike.length} 行同样答复“{given}”
        </Button>
      )}
    </div>
  );
};

/** One doubt: its question, the answer, who gave it, and why it could not be taken. Drawn anew only where it changed. */
export const DoubtItem = memo(function Doubt({
  id,
  doubt,
  give,
  assumed,
  answeredBy,
  alikeKeys,
}: {
  /** By which one is led here. */
  readonly id: string;
  readonly doubt: ReviewedDoubt;
  /** Null: one may only look. */
  readonly give: Give | null;
  /** Answers that are given now are only assumed. */
  readonly assumed: boolean;
  /** Name of who answered; empty where nobody did. */
  readonly answeredBy: string;
  /** Keys of open doubts that ask the same of other rows. */
  readonly alikeKeys: string;
}) {
  const answering = useAnswering(doubt, give, assumed);
  const { given, error } = answering;
  return (
    <section
      id={id}
      className={`doubt ${doubt.state}`}
      aria-label={`疑点：${FIELD_NAMES[doubt.field] ?? ''}`}
    >
      <p>
        <strong>
          {FIELD_NAMES[doubt.field] ?? doubt.field}（第 {doubt.line} 行）· {STATES[doubt.state]}
        </strong>
        {doubt.answer?.assumed === true && '　演练假设'}
      </p>
      <p>{doubt.question}</p>
      {give === null ? (
        <p>{given === '' ? '尚未答复' : `答复：${given}`}</p>
      ) : (
        <Answering doubt={doubt} answering={answering} alikeKeys={alikeKeys} />
      )}
      {doubt.problem !== null && (
        <p className="late-text" role="alert">
          {doubt.problem}
        </p>
      )}
      {doubt.answer !== null && (
        <small className="quiet-text">
          {answeredBy} {doubt.answer.answeredOn} 答复，已保存
        </small>
      )}
      {error !== null && <ProblemAlert error={error} />}
    </section>
  );
});
