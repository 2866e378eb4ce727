import type { Body } from '../body.ts';
import { ChecklistField } from '../fields/checklist-field.tsx';
import { FindingsField } from '../fields/findings-field.tsx';
import type { CommandForm, Values } from '../form.ts';
import { listOf } from '../form.ts';
import { type Subject, unitOf } from '../subject.ts';
import { resultCodes } from './publication-forms.ts';

const fields: CommandForm['fields'] = [
  {
    name: 'codes',
    label: '检查结果',
    kind: 'pick',
    many: true,
    from: resultCodes,
    help: '可以多选；“未发现问题”不与其他结果同时选择。',
  },
  { name: 'answers', label: '检查表', kind: 'own', component: ChecklistField },
  { name: 'findings', label: '发现的问题', kind: 'own', component: FindingsField, optional: true },
  { name: 'remark', label: '备注', kind: 'text', optional: true },
];

/** A result without findings says so: an empty list is sent, not none. */
const toBody = (values: Values): Values => ({
  ...values,
  answers: listOf(values, 'answers'),
  findings: listOf(values, 'findings'),
});

const tally = (values: Values): string =>
  `检查表已填 ${listOf(values, 'answers').length} 项，发现问题 ${listOf(values, 'findings').length} 个`;

export const enterResult: CommandForm = {
  confirm: '提交检查结果',
  wide: true,
  fields,
  toBody,
  preview: (subject, values) =>
    `提交“${unitOf(subject)}”的检查结果（${tally(values)}），由审核人审核；检查组不得自审。`,
};

/** What the team entered last: what was right is not typed again, and nothing is left out unnoticed. */
const lastEntered = ({ task }: Subject): Values => {
  const last = task?.results.at(-1);
  if (task === null || last === undefined) return {};
  const { revision, codes, remark } = last;
  const answers: Body<'correctResult'>['answers'] = task.answers
    .filter((each) => each.revision === revision)
    .map(({ itemId, lineNo, answer, note }) => ({ itemId, lineNo, answer, ...(note !== null && { note }) }));
  const findings: Body<'correctResult'>['findings'] = task.findings
    .filter(({ resultRevision }) => resultRevision === revision)
    .map(({ itemId, text, article, measure, dueOn }) => ({
      ...{ itemId, text, article, measure },
      ...(dueOn !== null && { dueOn }),
    }));
  return { codes, answers, findings, ...(remark !== null && { remark }) };
};

export const correctResult: CommandForm = {
  ...enterResult,
  start: lastEntered,
  confirm: '提交更正',
  preview: (subject, values) =>
    `更正“${unitOf(subject)}”的检查结果（${tally(values)}），重新提交审核；原录入的一版保留。`,
};
