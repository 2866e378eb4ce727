import { Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { AnswerProps } from './answer-props.ts';
import { TextAnswer } from './text-answer.tsx';
import type { ReviewedDoubt } from './use-import.ts';

const WORDS = 'input:not([type=radio]), textarea';
/** No answer: answers are trimmed. */
const OTHER = ' ';

/** One of what the question names, kept as soon as it is chosen; 其他 in words only where words make sense. */
export const ChoiceAnswer = ({
  choices,
  ...props
}: AnswerProps & { readonly choices: NonNullable<ReviewedDoubt['choices']> }) => {
  const { value, label, onChange, onSave } = props;
  const [wantsOther, setWantsOther] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const isOther = wantsOther || (value !== '' && !choices.values.includes(value));
  useEffect(() => {
    if (wantsOther) box.current?.querySelector<HTMLElement>(WORDS)?.focus();
  }, [wantsOther]);
  const choose = (chosen: string) => {
    setWantsOther(chosen === OTHER);
    onChange(chosen === OTHER ? '' : chosen);
    if (chosen !== OTHER) onSave(chosen);
  };
  return (
    <div className="choices" ref={box}>
      <Radio.Group
        vertical
        aria-label={label}
        value={isOther ? OTHER : value === '' ? null : value}
        options={[
          ...choices.values.map((each) => ({ label: each, value: each })),
          ...(choices.orOther ? [{ label: '其他', value: OTHER }] : []),
        ]}
        onChange={({ target }) => choose(String(target.value))}
      />
      {isOther && (
        <TextAnswer
          {...props}
          label={`${label}（其他）`}
          onChange={(text) => {
            setWantsOther(true);
            onChange(text);
          }}
          onSave={() => {
            // What is kept says by itself that it is none of the choices; taken back, nothing is chosen.
            if (value.trim() !== '') setWantsOther(false);
            onSave();
          }}
        />
      )}
    </div>
  );
};
