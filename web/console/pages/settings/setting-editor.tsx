import { Button, Checkbox, Select, Space } from 'antd';
import { PlainEditor } from './plain-editor.tsx';
import { SecretRows } from './secret-rows.tsx';
import { recurrenceKinds, type SettingColumn, type SettingForm } from './setting.ts';
import { type Branch, blank, blankRecord, type EditorProps, options } from './setting-value.ts';

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

const Present = (props: EditorProps) => {
  const { form, label, value, onChange } = props;
  if (form.kind === 'rows')
    return <Rows columns={form.columns} label={label} rows={value as Branch[]} onChange={onChange} />;
  if (form.kind === 'record')
    return <Fields fields={form.fields} value={value as Branch} onChange={onChange} />;
  if (form.kind === 'secret-rows') return <SecretRows {...props} />;
  return form.kind === 'recurrence' ? <Recurrence {...props} /> : <PlainEditor {...props} />;
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
