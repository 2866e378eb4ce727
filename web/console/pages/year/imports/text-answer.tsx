import { Input } from 'antd';
import type { KeyboardEvent } from 'react';
import type { AnswerProps } from './answer-props.ts';
import { focusNext } from './focus-next.ts';

const ROW_FIELDS = ['planName', 'taskName', 'item', 'scope'];
const HINTS: Readonly<Record<string, string>> = {
  number: '如 202101',
  taskNumber: '如 01号',
  ratioPercent: '如 5%、不低于3%',
  document: '写明如何处理，例如“应为平鲁区交通运输局，照此更正”',
  table: '写明如何处理，例如“属于第 3 行的抽查事项”',
};

const DATES = ['windowStart', 'windowEnd'];

/** An answer in words; Enter keeps it and goes on to the next question. */
export const TextAnswer = ({ doubt, value, label, onChange, onSave }: AnswerProps) => {
  const given = {
    'aria-label': label,
    className: 'wide',
    value,
    onChange: ({ target }: { target: { value: string } }) => onChange(target.value),
    onBlur: () => onSave(),
    onPressEnter: (event: KeyboardEvent<HTMLElement>) => {
      event.preventDefault();
      onSave();
      focusNext(event.currentTarget);
    },
  };
  if (DATES.includes(doubt.field)) return <Input {...given} type="date" />;
  const isLong = ROW_FIELDS.includes(doubt.field);
  const placeholder = HINTS[doubt.field] ?? '填写应有的完整内容';
  return isLong ? (
    <Input.TextArea {...given} placeholder={placeholder} rows={1} />
  ) : (
    <Input {...given} placeholder={placeholder} />
  );
};
