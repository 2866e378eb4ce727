import { Form, Input, InputNumber, Select } from 'antd';
import type { Field } from './fields.ts';

const YES_NO = [
  { value: true, label: '是' },
  { value: false, label: '否' },
];

const Control = ({ field, ...given }: { readonly field: Field }) => {
  const { kind, options = {} } = field;
  if (kind === 'long') return <Input.TextArea {...given} rows={2} />;
  if (kind === 'date') return <Input {...given} type="date" />;
  if (kind === 'number') return <InputNumber {...given} precision={0} style={{ width: '100%' }} />;
  if (kind === 'words')
    return (
      <Select
        {...given}
        mode="tags"
        tokenSeparators={['、', ',', '，', ' ']}
        open={false}
        suffixIcon={null}
      />
    );
  if (kind === 'yes-no') return <Select {...given} options={YES_NO} />;
  if (kind === 'choice')
    return (
      <Select
        {...given}
        showSearch={{ optionFilterProp: 'label' }}
        options={Object.entries(options).map(([value, label]) => ({ value, label }))}
      />
    );
  return <Input {...given} />;
};

/** The fields of an entry, for an antd `Form`. */
export const EntryFields = ({ fields }: { readonly fields: readonly Field[] }) => (
  <>
    {fields.map((field) => (
      <Form.Item
        key={field.name}
        name={field.name}
        label={field.label}
        extra={field.hint}
        rules={field.needed === true ? [{ required: true, message: `请填写${field.label}` }] : []}
      >
        <Control field={field} />
      </Form.Item>
    ))}
  </>
);
