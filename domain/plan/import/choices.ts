import { DRAW_TYPE_WORDS } from '../draw-type.ts';

/** What an either-or question (非此即彼) may be answered with. */
export interface Choices {
  readonly values: readonly string[];
  /** Something else makes sense as well, in words that its field takes. */
  readonly orOther: boolean;
}

/** 定向, or 不定向: that both are possible is just what has to be settled [R272]. */
export const DRAW_TYPE_CHOICES: Choices = {
  values: [DRAW_TYPE_WORDS.directed, DRAW_TYPE_WORDS.undirected],
  orOther: false,
};

/** What the question itself names, each once; something else may be written. Nothing where it names nothing. */
export const namedChoices = (
  ...values: readonly (string | null | undefined)[]
): { readonly choices?: Choices } => {
  const named = [...new Set(values.filter((value) => value !== null && value !== undefined && value !== ''))];
  return named.length === 0 ? {} : { choices: { values: named as string[], orOther: true } };
};

/** Why a value is no answer to a question of these choices (Chinese); null: it is one. */
export const choiceProblem = (choices: Choices | undefined, value: string | number): string | null =>
  choices === undefined || choices.orOther || choices.values.includes(String(value))
    ? null
    : `只能在${choices.values.map((choice) => `“${choice}”`).join('和')}中选择一项`;
