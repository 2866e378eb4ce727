import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { read } from '../../shared/http.ts';

interface Officers {
  readonly officers: readonly { readonly id: string; readonly name: string; readonly active: boolean }[];
}

/** One person of the authority, by name. */
export const OfficerPick = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (officerId: string | null) => void;
}) => {
  const { data } = useQuery({ queryKey: ['officers'], queryFn: () => read<Officers>('/api/officers') });
  return (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: 160 }}
      value={value}
      onChange={(chosen: string | undefined) => onChange(chosen ?? null)}
      options={(data?.officers ?? []).map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
};
