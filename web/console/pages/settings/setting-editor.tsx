import { Button, Checkbox, Input, InputNumber, Select, Space } from 'antd';
import { recurrenceKinds, type SettingColumn, type SettingForm } from './setting.ts';

type Branch = Readonly<Record<string, unknown>>;

interface EditorProps {
  readonly form: SettingForm;
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** What an empty value starts with. */
const blank = (form: SettingForm): unknown => {
  if (form.kind === 'number') return form.min;
  if (form.kind === 'words' || form.kind === 'rows') return [];
  if (form.kind === 'time') return '09:00';
  if (form.kind === 'choice') return Object.keys(form.options)[0] ?? '';
  if (form.kind === 'record') return blankRecord(form.fields);
  return form.kind === 'yes-no' ? false : '';
};
const blankRecord = (fields: readonly SettingColumn[]): Branch =>
  Object.fromEntries(fields.map(({ name, form }) => [name, blank(form)]));

const Fields = ({
  fields,
  value,
  onChange,
}: {
  readonly fields: readonly SettingColumn[];
  readonly value: Branch;
  readonly onChange: (value: Branch) => void;
}) => (
  <div style={{ display: 'grid', gap: 8 }}>
    {fields.map(({ name, label, form }) => (
      <div key={name}>
        <div className="quiet-text">{label}</div>
        <SettingEditor
          form={form}
          label={label}
          value={value[name]}
          onChange={(part) => onChange({ ...value, [name]: part })}
        />
      </div>
    ))}
  </div>
);

const Rows = ({
  columns,
  label,
  rows,
  onChange,
}: {
  readonly columns: readonly SettingColumn[];
  readonly label: string;
  readonly rows: readonly Branch[];
  readonly onChange: (rows: readonly Branch[]) => void;
}) => (
  <div style={{ display: 'grid', gap: 8 }}>
    {rows.map((row, at) => (
      // A row has no name of its own: its place is what it is known by.
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <fieldset key={at} style={{ margin: 0, padding: '4px 12px 12px', border: '1px solid #e3e8ee' }}>
        <legend className="quiet-text">第 {at + 1} 行</legend>
        <Fields
          fields={columns}
          value={row}
          onChange={(now) => onChange(rows.map((old, i) => (i === at ? now : old)))}
        />
        <Button
          size="small"
          style={{ marginTop: 8 }}
          onClick={() => onChange(rows.filter((_, i) => i !== at))}
        >
          删去第 {at + 1} 行
        </Button>
      </fieldset>
    ))}
    <Button onClick={() => onChange([...rows, blankRecord(columns)])}>添加一行{label}</Button>
  </div>
);

const SECRET = { none: '都不保密', all: '全部保密', some: '只有以下计划行' } as const;

const SecretRows = ({ label, value, onChange }: Omit<EditorProps, 'form'>) => (
  <Space orientation="vertical" style={{ width: '100%' }}>
    <Select
      aria-label={label}
      value={Array.isArray(value) ? 'some' : (value as string)}
      options={options(SECRET)}
      onChange={(chosen) => onChange(chosen === 'some' ? [] : chosen)}
      style={{ width: '100%' }}
    />
    {Array.isArray(value) && (
      <Select
        mode="tags"
        aria-label="计划行编号"
        placeholder="计划行编号"
        value={value}
        onChange={onChange}
        open={false}
        style={{ width: '100%' }}
      />
    )}
  </Space>
);

const MONTH: SettingForm = { kind: 'number', min: 1, max: 12, unit: '月' };
const DAY: SettingForm = { kind: 'text' };
const column = (name: string, label: string, form: SettingForm): SettingColumn => ({ name, label, form });
/** What besides its kind a rule holds, and of what. */
const RULE_ROWS: Readonly<Record<string, readonly [name: string, columns: readonly SettingColumn[]]>> = {
  'month-ranges': ['ranges', [column('firstMonth', '首月', MONTH), column('lastMonth', '末月', MONTH)]],
  'day-ranges': ['ranges', [column('start', '开始（MM-DD）', DAY), column('end', '结束（MM-DD）', DAY)]],
  batches: ['batches', [column('start', '开始（MM-DD）', DAY), column('end', '结束（MM-DD）', DAY)]],
};

const Recurrence = ({ label, value, onChange }: Omit<EditorProps, 'form'>) => {
  const rule = value as Branch;
  const kind = String(rule['kind']);
  const [name, columns] = RULE_ROWS[kind] ?? [];
  return (
    <Space orientation="vertical" style={{ width: '100%' }}>
      <Select
        aria-label={label}
        value={kind}
        options={options(recurrenceKinds)}
        onChange={(chosen: string) => {
          const [part] = RULE_ROWS[chosen] ?? [];
          onChange(part === undefined ? { kind: chosen } : { kind: chosen, [part]: [] });
        }}
        style={{ width: '100%' }}
      />
      {name !== undefined && columns !== undefined && (
        <Rows
          columns={columns}
          label="周期"
          rows={(rule[name] ?? []) as Branch[]}
          onChange={(rows) => onChange({ ...rule, [name]: rows })}
        />
      )}
    </Space>
  );
};

const Plain = ({ form, label, value, onChange }: EditorProps) => {
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

const Present = (props: EditorProps) => {
  const { form, label, value, onChange } = props;
  if (form.kind === 'rows')
    return <Rows columns={form.columns} label={label} rows={value as Branch[]} onChange={onChange} />;
  if (form.kind === 'record')
    return <Fields fields={form.fields} value={value as Branch} onChange={onChange} />;
  if (form.kind === 'secret-rows') return <SecretRows {...props} />;
  return form.kind === 'recurrence' ? <Recurrence {...props} /> : <Plain {...props} />;
};

/** Edits one value in the way that its form says; where it may be absent, that is chosen first. */
export const SettingEditor = (props: EditorProps) => {
  const { form, value, onChange } = props;
  const none = 'none' in form ? form.none : undefined;
  if (none === undefined) return <Present {...props} />;
  return (
    <Space orientation="vertical" style={{ width: '100%' }}>
      <Checkbox
        checked={value === null}
        onChange={({ target }) => onChange(target.checked ? null : blank(form))}
      >
        {none}
      </Checkbox>
      {value !== null && <Present {...props} />}
    </Space>
  );
};
