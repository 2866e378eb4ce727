import { Input, Radio } from 'antd';
import type { KeyboardEvent } from 'react';
import { DRAW_TYPES } from '../words.ts';
import { focusNext } from './focus-next.ts';
import type { ReviewedDoubt } from './use-import.ts';

const ROW_FIELDS = ['planName', 'taskName', 'item', 'scope'];
const HINTS: Readonly<Record<string, string>> = {
  number: '如 202101',
  taskNumber: '如 01号',
  ratioPercent: '如 5%、不低于3%',
  document: '写明如何处理，例如“应为平鲁区交通运输局，照此更正”',
};

const DATES = ['windowStart', 'windowEnd'];

/** Where one doubt is answered: nothing is filled in beforehand. */
export const AnswerField = ({
  doubt,
  value,
  label,
  onChange,
  onSave,
}: {
  readonly doubt: ReviewedDoubt;
  readonly value: string;
  readonly label: string;
  readonly onChange: (value: string) => void;
  /** Absent value: what stands in the field. */
  readonly onSave: (value?: string) => void;
}) => {
  if (doubt.field === 'drawType') {
    return (
      <Radio.Group
        aria-label={label}
        value={value === '' ? null : value}
        options={Object.values(DRAW_TYPES)}
        onChange={({ target }) => {
          onChange(String(target.value));
          onSave(String(target.value));
        }}
      />
    );
  }
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
