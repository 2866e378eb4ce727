import { Input, Radio } from 'antd';
import type { Body } from '../body.ts';
import type { FieldProps } from '../form.ts';

const ANSWERS = [
  ['yes', '是'],
  ['no', '否'],
  ['not-checked', '未检查'],
  ['not-applicable', '合理缺项'],
] as const;

type Answer = Body<'enterResult'>['answers'][number];
const keyOf = ({ itemId, lineNo }: { itemId: string; lineNo: number }): string => `${itemId}#${lineNo}`;

/** Every line of the checklist (检查表) with its four answers; none is chosen beforehand (R80). */
export const ChecklistField = ({ id, value, onChange, subject, errors }: FieldProps) => {
  const given = new Map(
    (Array.isArray(value) ? (value as Answer[]) : []).map((answer) => [keyOf(answer), answer]),
  );
  const lines = subject.task?.checklist ?? [];
  const put = (answer: Answer) => {
    given.set(keyOf(answer), answer);
    onChange([...given.values()]);
  };
  if (lines.length === 0) return <p className="help">本次任务的事项没有检查表。</p>;
  return (
    <>
      <p className="help">
        已填 {given.size} / {lines.length} 项。每项都须填写，未填写不等于合格；“未检查”须写明原因。
      </p>
      <ol className="checklist">
        {lines.map((line, index) => {
          const key = keyOf(line);
          const answer = given.get(key);
          const error = errors.get(`answers.${key}`);
          return (
            <li key={key}>
              <div id={`${id}-${key}`}>
                {index + 1}．{line.text}
              </div>
              <div className="basis">{line.legalBasis}</div>
              <Radio.Group
                name={`${id}-${key}`}
                aria-labelledby={`${id}-${key}`}
                value={answer?.answer}
                onChange={({ target }) =>
                  put({ ...answer, itemId: line.itemId, lineNo: line.lineNo, answer: target.value })
                }
                options={ANSWERS.map(([code, label]) => ({ value: code, label }))}
              />
              {answer !== undefined && answer.answer !== 'yes' && (
                <Input
                  aria-label={`第 ${index + 1} 项说明`}
                  placeholder={answer.answer === 'not-checked' ? '未检查的原因' : '说明（选填）'}
                  value={answer.note ?? ''}
                  onChange={({ target }) => put({ ...answer, note: target.value })}
                />
              )}
              {error !== undefined && (
                <p className="wrong" role="alert">
                  {error}
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
};
