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

/** The refusal with what could not be shown at a field of its own. */
export const withoutPlaced = (error: Error, { fields }: CommandForm): Error => {
  if (!isOf(error)) return error;
  const { status, code, message, requestId, errors } = error;
  return new ApiProblem({
    ...{ status, code, detail: message },
    ...(requestId === null ? {} : { requestId }),
    errors: errors.filter(({ field }) => !fields.some(({ name }) => name === field)),
  });
};
