import type { AnswerProps } from './answer-props.ts';
import { ChoiceAnswer } from './choice-answer.tsx';
import { TextAnswer } from './text-answer.tsx';

/** Where one doubt is answered: nothing is filled in beforehand, and an either-or is chosen, not written. */
export const AnswerField = (props: AnswerProps) => {
  const { choices } = props.doubt;
  return choices === undefined ? <TextAnswer {...props} /> : <ChoiceAnswer {...props} choices={choices} />;
};
