import { ApiProblem } from '../../shared/http.ts';
import type { CommandForm } from './form.ts';

const isOf = (error: Error | null): error is ApiProblem => error instanceof ApiProblem;

/** What the server says of single fields, by field; the field's own name is not repeated before it. */
export const problemsOf = (error: Error | null): ReadonlyMap<string, string> =>
  new Map(
    isOf(error) ? error.errors.map(({ field, problem }) => [field, problem.replace(`“${field}”`, '')]) : [],
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
