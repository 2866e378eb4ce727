import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { read, send } from '../../../shared/http.ts';
import { ProblemAlert } from '../../layout/page.tsx';
import type { WorkQuery } from './use-work.ts';

interface Saved {
  readonly items: readonly { readonly name: string; readonly query: Partial<WorkQuery> }[];
}

const PATH = '/api/saved-filters/work';
const KEY = ['saved-filters', 'work'];
const NONE: WorkQuery = { kinds: '', urgencies: '' };

const isSame = (one: Partial<WorkQuery>, { kinds, urgencies }: WorkQuery): boolean =>
  (one.kinds ?? '') === kinds && (one.urgencies ?? '') === urgencies;

interface Props {
  readonly query: WorkQuery;
  readonly onChange: (query: Partial<WorkQuery>) => void;
}

/** Filters that a person keeps under a name; they follow him to any machine. */
export const SavedFilters = ({ query, onChange }: Props) => {
  const saved = useQuery({ queryKey: KEY, queryFn: () => read<Saved>(PATH) });
  const queries = useQueryClient();
  const [name, setName] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const put = async (method: 'PUT' | 'DELETE', of: string) => {
    try {
      const body = method === 'PUT' ? { query } : undefined;
      queries.setQueryData(KEY, await send<Saved>(method, `${PATH}/${encodeURIComponent(of)}`, body));
      setName(null);
      setError(null);
    } catch (thrown) {
      setError(thrown as Error);
    }
  };
  const items = saved.data?.items ?? [];
  const current = items.find((item) => isSame(item.query, query));
  const isSet = query.kinds !== '' || query.urgencies !== '';
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the group beside it
    <div className="group" role="group" aria-label="保存的筛选">
      {items.map((item) => (
        <button
          key={item.name}
          type="button"
          className="chip"
          aria-pressed={item === current}
          onClick={() => onChange({ ...NONE, ...(item === current ? {} : item.query) })}
        >
          {item.name}
        </button>
      ))}
      {current !== undefined && <Button onClick={() => void put('DELETE', current.name)}>删去筛选</Button>}
      {isSet && current === undefined && name === null && (
        <Button onClick={() => setName('')}>保存筛选</Button>
      )}
      {name !== null && (
        <form
          className="group"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') void put('PUT', name.trim());
          }}
        >
          <input
            aria-label="筛选名称"
            placeholder="筛选名称"
            maxLength={40}
            // It was just asked for.
            ref={(input) => input?.focus()}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <Button htmlType="submit" type="primary">
            保存
          </Button>
        </form>
      )}
      {error !== null && <ProblemAlert error={error} />}
    </div>
  );
};
