import { ApiProblem, type FieldProblem } from './api-problem.ts';

const WHOLE_SENTENCE = /[。！？]$/u;
/** What the server says where it has no remedy of the field's own: no help to anybody at the field itself. */
const GENERAL_REMEDY = '请按提示改正后重新提交。';

/**
 * What is wrong with a field and what to do, as one sentence. The server's name of the field gives way to the one that
 * stands on the page.
 * @param label the page's own name; empty: it is said at the field itself
 */
export const sentenceOf = ({ label: given, problem, remedy }: FieldProblem, label = given): string => {
  const inside = `“${given}”`;
  const words = problem.startsWith(inside)
    ? (label === '' ? '' : `“${label}”`) + problem.slice(inside.length)
    : problem;
  if (WHOLE_SENTENCE.test(words)) return words;
  return remedy === GENERAL_REMEDY ? `${words}。` : `${words}，${remedy}`;
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

/** The field of a form that a place in the request belongs to: `tags` of `unit.tags.0`; undefined: the form has none. */
const fieldFor = (place: string, fields: readonly string[]): string | undefined =>
  place.split('.').find((step) => fields.includes(step));

/** What a form shows at its own fields, by field; what is wrong with a part of a field names that part. */
export const problemsAt = (error: unknown, fields: readonly string[]): ReadonlyMap<string, string> => {
  const placed = new Map<string, string>();
  if (!(error instanceof ApiProblem)) return placed;
  for (const one of error.errors) {
    const field = fieldFor(one.field, fields);
    if (field === undefined) continue;
    const said =
      one.field === field || one.field.endsWith(`.${field}`) ? sentenceOf(one, '') : sentenceOf(one);
    placed.set(field, `${placed.get(field) ?? ''}${said}`);
  }
  return placed;
};

/** The rest of a refusal, which no field of the form shows; null: there is none. */
export const problemBeside = (error: Error | null, fields: readonly string[]): Error | null => {
  if (!(error instanceof ApiProblem) || error.errors.length === 0) return error;
  const errors = error.errors.filter(({ field }) => fieldFor(field, fields) === undefined);
  if (errors.length === 0) return null;
  const { status, code } = error;
  return new ApiProblem({ status, code, detail: errors.map(({ problem }) => problem).join('；'), errors });
};
