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

const SHOWN = 20;

export interface UnitPickProps {
  readonly id?: string;
  /** Its name where no label stands beside it. */
  readonly label?: string;
  readonly value?: string;
  readonly onChange?: (unitId: string | undefined) => void;
}

/** One unit of the register, found by name or code; a register may hold a million, so it is asked for as one types. */
export const UnitPick = ({ id, label, value, onChange }: UnitPickProps) => {
  const [text, setText] = useState('');
  const asked = useLater(text.trim());
  const { data, isFetching } = useQuery({
    queryKey: ['units', 'pick', asked],
    queryFn: () => read<{ items: Found[] }>('/api/units', { text: asked, limit: SHOWN }),
    enabled: asked.length > 1,
  });
  // An address that was kept names the unit by its id alone.
  const chosen = useQuery({
    queryKey: ['units', 'named', value],
    queryFn: () => read<Found>(`/api/units/${encodeURIComponent(value ?? '')}`),
    enabled: value !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  const found = data?.items ?? [];
  const shown =
    chosen === undefined || found.some((unit) => unit.id === chosen.id) ? found : [chosen, ...found];
  return (
    <Select
      {...(label !== undefined && { 'aria-label': label })}
      style={{ width: '100%' }}
      {...(id !== undefined && { id })}
      {...(value !== undefined && { value })}
      onChange={(chosen: string | undefined) => onChange?.(chosen)}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={isFetching}
      placeholder={`${label ?? ''}${label === undefined ? '' : '：'}输入名称或编码`}
      notFoundContent={asked.length > 1 ? '没有找到' : '请输入至少两个字'}
      options={shown.map((unit) => ({ value: unit.id, label: `${unit.name}（${unit.code}）` }))}
    />
  );
};
