import { Button } from 'antd';
import { memo, useRef, useState } from 'react';
import { ProblemAlert } from '../../../layout/page.tsx';
import { FIELD_NAMES } from '../words.ts';
import { AnswerField } from './answer-field.tsx';
import type { ReviewedDoubt, Said } from './use-import.ts';

export type Give = (answers: readonly Said[]) => Promise<unknown>;

/** Parts keys in a text, which is the same as long as they are: no key holds it. */
export const KEY_MARK = '\n';

const STATES = { open: '待答复', settled: '已答复', refused: '答复不能采用' } as const;

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
  const given = doubt.answer === null ? '' : String(doubt.answer.value);
  const [typed, setTyped] = useState<string | null>(null);
  const sent = useRef('');
  const value = typed ?? given;
  const [error, setError] = useState<Error | null>(null);
  const label = `答复：${doubt.question}`;
  const save = (said: readonly Said[]) => {
    setError(null);
    give?.(said)
      .then(() => setTyped(null))
      .catch((thrown: unknown) => {
        sent.current = '';
        setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
      });
  };
  const saidOf = (key: string, text: string | null): Said => ({
    key,
    value: text,
    assumed,
    reason: null,
  });
  const alike = doubt.state === 'settled' && alikeKeys !== '' ? alikeKeys.split(KEY_MARK) : [];
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
        <div className="answer">
          <AnswerField
            doubt={doubt}
            value={value}
            label={label}
            onChange={setTyped}
            onSave={(chosen = value) => {
              // Enter and leaving the field both save: once is enough.
              if (chosen.trim() === '' || chosen === given || chosen === sent.current) return;
              sent.current = chosen;
              save([saidOf(doubt.key, chosen)]);
            }}
          />
          {doubt.answer !== null && (
            <Button
              size="small"
              onClick={() => {
                sent.current = '';
                save([saidOf(doubt.key, null)]);
              }}
            >
              收回答复
            </Button>
          )}
          {alike.length > 0 && (
            <Button size="small" onClick={() => save(alike.map((key) => saidOf(key, given)))}>
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
          {answeredBy} {doubt.answer.answeredOn} 答复，已保存
        </small>
      )}
      {error !== null && <ProblemAlert error={error} />}
    </section>
  );
});
