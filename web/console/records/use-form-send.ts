import type { FormInstance } from 'antd';
import { problemBeside, problemsAt } from '../../shared/problem-words.ts';
import { useSend } from './use-send.ts';

/**
 * Sends what a form holds. What the server says of a field stands at that field, which is brought into sight; the rest is
 * given back to be said beside the form. What was typed stays.
 * @param fields names of the form's own fields
 */
export const useFormSend = (
  form: Pick<FormInstance, 'setFields' | 'scrollToField'>,
  fields: readonly string[],
) => {
  const { run, busy, error } = useSend();
  const placed = async <T>(work: () => Promise<T>): Promise<T> => {
    form.setFields(fields.map((name) => ({ name, errors: [] })));
    try {
      return await work();
    } catch (thrown) {
      const problems = [...problemsAt(thrown, fields)];
      form.setFields(problems.map(([name, problem]) => ({ name, errors: [problem] })));
      if (problems[0] !== undefined) form.scrollToField(problems[0][0], { focus: true });
      throw thrown;
    }
  };
  return {
    run: <T>(work: () => Promise<T>, done: string | ((answer: T) => string)) => run(() => placed(work), done),
    busy,
    error: problemBeside(error, fields),
  };
};
