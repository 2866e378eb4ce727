import { ApiProblem, type FieldProblem } from '../../../web/shared/api-problem.ts';
import { problemBeside, problemsAt, sentenceOf, wordsOf } from '../../../web/shared/problem-words.ts';

const weight: FieldProblem = {
  ...{ field: 'change.weight', label: '抽取权重' },
  ...{ problem: '“抽取权重”过大或过长', remedy: '至多为 1000。' },
};
const tag: FieldProblem = {
  ...{ field: 'change.tags.2', label: '标签第 3 项' },
  ...{ problem: '“标签第 3 项”不能为空', remedy: '请填写此项。' },
};
const other: FieldProblem = {
  ...{ field: 'expectedRecordedAt', label: '所见登记的时刻' },
  ...{ problem: '“所见登记的时刻”没有填写', remedy: '请填写此项。' },
};
const refusal = (...errors: FieldProblem[]) =>
  new ApiProblem({
    ...{ status: 422, code: 'InvalidInput', errors },
    detail: errors.map(({ problem }) => problem).join('；'),
  });

it('puts what is wrong at the field of the form, by its last name, and the rest beside it', () => {
  const error = refusal(weight, tag, other);
  expect([...problemsAt(error, ['weight', 'tags'])]).toEqual([
    ['weight', '过大或过长，至多为 1000。'],
    ['tags', '“标签第 3 项”不能为空，请填写此项。'],
  ]);
  expect(problemBeside(error, ['weight', 'tags'])?.message).toBe('“所见登记的时刻”没有填写');
  expect(problemBeside(refusal(weight), ['weight'])).toBeNull();
});

it('says a problem by the page’s own name of the field, else by the server’s', () => {
  expect(sentenceOf(weight)).toBe('“抽取权重”过大或过长，至多为 1000。');
  expect(sentenceOf(weight, '权重')).toBe('“权重”过大或过长，至多为 1000。');
  expect(wordsOf(refusal(weight, tag))).toEqual({
    title: '有 2 处需要改正',
    lines: ['“抽取权重”过大或过长，至多为 1000。', '“标签第 3 项”不能为空，请填写此项。'],
  });
});

it('repeats no remedy that is none', () => {
  const problem = { ...weight, problem: '同一检查项目填写了两次', remedy: '请按提示改正后重新提交。' };
  expect(sentenceOf(problem, '')).toBe('同一检查项目填写了两次。');
});
