import { ApiProblem } from '../../shared/api-problem.ts';
import { sentenceOf } from '../../shared/problem-words.ts';
import type { CommandForm } from './form.ts';

const isOf = (error: Error | null): error is ApiProblem => error instanceof ApiProblem;

/**
 * What the server says of single fields, by field; the field's own name is not repeated before it.
 * @param before what of the field's place is not of the form: `fields.` of a bulk action
 */
export const problemsOf = (error: Error | null, before = ''): ReadonlyMap<string, string> =>
  new Map(
    isOf(error)
      ? error.errors.map((one) => [
          one.field.startsWith(before) ? one.field.slice(before.length) : one.field,
          sentenceOf(one, ''),
        ])
      : [],
  );

/** The refusal without what its own field says; null: every field says its own. */
export const withoutPlaced = (error: Error, { fields }: CommandForm): Error | null => {
  if (!isOf(error) || error.errors.length === 0) return error;
  const errors = error.errors.filter(({ field }) => !fields.some(({ name }) => name === field));
  if (errors.length === 0) return null;
  const { status, code } = error;
  return new ApiProblem({ status, code, detail: errors.map(({ problem }) => problem).join('；'), errors });
};
