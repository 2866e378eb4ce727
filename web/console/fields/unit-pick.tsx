import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { read } from '../../shared/http.ts';

interface Found {
  readonly id: string;
  readonly name: string;
  readonly code: string;
}

const AFTER_MS = 300;
const SHOWN = 20;

const useLater = (text: string): string => {
  const [later, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return later;
};

export interface UnitPickProps {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (unitId: string | undefined) => void;
}

/** One unit of the register, found by name or code; a register may hold a million, so it is asked for as one types. */
export const UnitPick = ({ id, value, onChange }: UnitPickProps) => {
  const [text, setText] = useState('');
  const asked = useLater(text.trim());
  const { data, isFetching } = useQuery({
    queryKey: ['units', 'pick', asked],
    queryFn: () => read<{ items: Found[] }>('/api/units', { text: asked, limit: SHOWN }),
    enabled: asked.length > 1,
  });
  return (
    <Select
      {...(id !== undefined && { id })}
      {...(value !== undefined && { value })}
      onChange={(chosen: string | undefined) => onChange?.(chosen)}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={isFetching}
      placeholder="输入名称或编码的前几个字"
      notFoundContent={asked.length > 1 ? '没有找到' : '请输入至少两个字'}
      options={(data?.items ?? []).map((unit) => ({ value: unit.id, label: `${unit.name}（${unit.code}）` }))}
    />
  );
};
