import { Select, Space } from 'antd';
import { type EditorProps, options } from './setting-value.ts';

const SECRET = { none: '都不保密', all: '全部保密', some: '只有以下计划行' } as const;

/** Whose lists stay secret until the visit: none, all, or those of named plan rows. */
export const SecretRows = ({ label, value, onChange }: Omit<EditorProps, 'form'>) => (
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
