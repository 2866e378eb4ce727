import { ApiProblem, type FieldProblem } from './http.ts';

const WHOLE_SENTENCE = /[。！？]$/u;

/**
 * What is wrong with a field and what to do, as one sentence. The name that the field has in the interface is replaced by
 * the one that stands on the page.
 * @param label empty: it is said at the field itself
 */
export const sentenceOf = ({ field, problem, remedy }: FieldProblem, label?: string): string => {
  const inside = `“${field}”`;
  const isNamed = label !== undefined && problem.startsWith(inside);
  const words = isNamed ? (label === '' ? '' : `“${label}”`) + problem.slice(inside.length) : problem;
  return WHOLE_SENTENCE.test(words) ? words : `${words}，${remedy}`;
};

/** A refusal as a heading and, where it names several things, a line for each; nothing is said twice. */
export const wordsOf = (error: Error): { readonly title: string; readonly lines: readonly string[] } => {
  if (!(error instanceof ApiProblem) || error.errors.length === 0) return { title: error.message, lines: [] };
  const lines = error.errors.map((one) => sentenceOf(one));
  if (!error.errors.every(({ problem }) => error.message.includes(problem)))
    return { title: error.message, lines };
  const [only = error.message, ...more] = lines;
  return more.length === 0 ? { title: only, lines: [] } : { title: `有 ${lines.length} 处需要改正`, lines };
};

/** What a form shows at its own fields, by field. */
export const problemsAt = (error: unknown, fields: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    error instanceof ApiProblem
      ? error.errors
          .filter(({ field }) => fields.includes(field))
          .map((one) => [one.field, sentenceOf(one, '')])
      : [],
  );

/** The rest of a refusal, which no field of the form shows; null: there is none. */
export const problemBeside = (error: Error | null, fields: readonly string[]): Error | null => {
  if (!(error instanceof ApiProblem) || error.errors.length === 0) return error;
  const errors = error.errors.filter(({ field }) => !fields.includes(field));
  if (errors.length === 0) return null;
  const { status, code } = error;
  return new ApiProblem({ status, code, detail: errors.map(({ problem }) => problem).join('；'), errors });
};
