/** One thing wrong with a rule. */
export interface RuleProblem {
  /** Path inside the rule: `classes.A.ratio`. */
  readonly field: string;
  /** Chinese sentence without the row's number. */
  readonly message: string;
}

export const wholeFrom = (value: number, least: number): boolean =>
  Number.isSafeInteger(value) && value >= least;
