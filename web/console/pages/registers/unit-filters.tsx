import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { read } from '../../../shared/http.ts';
import { KINDS, STATUSES } from './words.ts';

interface Facets {
  readonly categories: readonly string[];
  readonly areas: readonly string[];
}

export const UNIT_FILTERS = ['text', 'kind', 'category', 'area', 'status'] as const;
type Filter = (typeof UNIT_FILTERS)[number];

const choices = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const named = (names: readonly string[] = []) => names.map((name) => ({ value: name, label: name }));

/** Typing is followed after a moment, so that not every key asks the server. */
const TYPING_MS = 150;
/** Several characters at once were pasted: that is asked for at once, as is a word of the input method. */
const isPasted = (before: string, after: string): boolean => after.length - before.length > 1;

const SearchBox = ({
  value,
  onSearch,
}: {
  readonly value: string;
  readonly onSearch: (text: string) => void;
}) => {
  const [typed, setTyped] = useState(value);
  const isComposing = useRef(false);
  const type = (text: string): void => {
    setTyped(text);
    if (!isComposing.current && isPasted(typed, text)) onSearch(text.trim());
  };
  const endComposing = (text: string): void => {
    isComposing.current = false;
    setTyped(text);
    onSearch(text.trim());
  };
  useEffect(() => {
    // Letters of a word that the input method has not made yet are no name.
    if (typed === value || isComposing.current) return;
    const timer = setTimeout(() => onSearch(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onSearch]);
  return (
    <Input
      type="search"
      aria-label="按名称或编号查找"
      placeholder="名称（两个字以上）或编号开头"
      value={typed}
      onChange={(event) => type(event.target.value)}
      onCompositionStart={() => {
        isComposing.current = true;
      }}
      onCompositionEnd={(event) => endComposing(event.currentTarget.value)}
      allowClear
      style={{ maxWidth: 300 }}
    />
  );
};

/** What the register is searched by. */
export const UnitFilters = ({
  given,
  onChange,
}: {
  readonly given: Readonly<Record<Filter, string>>;
  readonly onChange: (filter: Filter, value: string) => void;
}) => {
  const { data: facets } = useQuery({
    queryKey: ['unit-facets'],
    queryFn: () => read<Facets>('/api/unit-facets'),
    staleTime: 300_000,
  });
  const select = (filter: Filter, label: string, options: { value: string; label: string }[]) => (
    <Select
      aria-label={label}
      placeholder={label}
      value={given[filter] || null}
      onChange={(value: string | undefined) => onChange(filter, value ?? '')}
      options={options}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ minWidth: 140 }}
    />
  );
  return (
    <search className="filters">
      <SearchBox value={given.text} onSearch={(text) => onChange('text', text)} />
      {select('category', '行业类别', named(facets?.categories))}
      {select('area', '所在区域', named(facets?.areas))}
      {select('status', '经营状态', choices(STATUSES))}
      {select('kind', '对象类型', choices(KINDS))}
    </search>
  );
};
