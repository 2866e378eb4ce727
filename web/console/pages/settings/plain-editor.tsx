import { Input, InputNumber, Select } from 'antd';
import { type EditorProps, options } from './setting-value.ts';

/** A value of one field: number, time, yes or no, choice, words, text. */
export const PlainEditor = ({ form, label, value, onChange }: EditorProps) => {
  const named = { 'aria-label': label, style: { width: '100%' } };
  switch (form.kind) {
    case 'number':
      return (
        <InputNumber
          {...named}
          value={value as number}
          min={form.min}
          max={form.max}
          precision={0}
          suffix={form.unit}
          onChange={onChange}
        />
      );
    case 'time':
      return (
        <Input
          {...named}
          type="time"
          value={value as string}
          onChange={({ target }) => onChange(target.value)}
        />
      );
    case 'yes-no':
      return (
        <Select
          {...named}
          value={value as boolean}
          options={[
            { value: true, label: form.yes },
            { value: false, label: form.no },
          ]}
          onChange={onChange}
        />
      );
    case 'choice':
      return (
        <Select {...named} value={value as string} options={options(form.options)} onChange={onChange} />
      );
    case 'words':
      return form.options === undefined ? (
        <Select {...named} mode="tags" value={value as string[]} open={false} onChange={onChange} />
      ) : (
        <Select
          {...named}
          mode="multiple"
          value={value as string[]}
          options={options(form.options)}
          onChange={onChange}
        />
      );
    default:
      return <Input {...named} value={value as string} onChange={({ target }) => onChange(target.value)} />;
  }
};
