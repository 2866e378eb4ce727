import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { read } from '../../shared/http.ts';
import { useLater } from './use-later.ts';

interface Found {
  readonly id: string;
  readonly name: string;
  readonly code: string;
}

const SHOWN = 50;

/** Several units of the register, each found by name or code. */
export const UnitsPick = ({
  id,
  value = [],
  onChange,
}: {
  readonly id?: string;
  readonly value?: readonly string[];
  readonly onChange?: (unitIds: readonly string[]) => void;
}) => {
  const [text, setText] = useState('');
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const asked = useLater(text.trim());
  const { data } = useQuery({
    queryKey: ['units', 'pick', asked, SHOWN],
    queryFn: () => read<{ items: Found[] }>('/api/units', { text: asked, limit: SHOWN }),
    enabled: asked.length > 1,
  });
  const found = (data?.items ?? []).map((unit) => ({
    value: unit.id,
    label: `${unit.name}（${unit.code}）`,
  }));
  const chosen = value
    .filter((unit) => found.every((each) => each.value !== unit))
    .map((unit) => ({ value: unit, label: names.get(unit) ?? unit }));
  return (
    <Select
      {...(id !== undefined && { id })}
      mode="multiple"
      value={[...value]}
      onChange={(units: string[]) => {
        setNames(new Map([...names, ...found.map(({ value: unit, label }) => [unit, label] as const)]));
        onChange?.(units);
      }}
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder="输入名称或编码，逐家选择"
      notFoundContent={asked.length > 1 ? '没有找到' : '请输入至少两个字'}
      options={[...chosen, ...found]}
    />
  );
};
