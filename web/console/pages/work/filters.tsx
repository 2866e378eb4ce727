import { useQuery } from '@tanstack/react-query';
import { read } from '../../../shared/http.ts';
import { SavedFilters } from './saved-filters.tsx';
import { URGENCIES } from './types.ts';
import type { WorkQuery } from './use-work.ts';

interface Kind {
  readonly kind: string;
  readonly name: string;
  readonly count: number;
}

interface FilterProps {
  readonly query: WorkQuery;
  readonly onChange: (query: Partial<WorkQuery>) => void;
}

const toggled = (list: string, one: string): string => {
  const chosen = list.split(',').filter((each) => each !== '');
  return (chosen.includes(one) ? chosen.filter((each) => each !== one) : [...chosen, one]).join(',');
};

/** By kind, by how pressing, and what the person keeps under a name. */
export const Filters = ({ query, onChange }: FilterProps) => {
  const kinds = useQuery({
    queryKey: ['my-work', 'kinds'],
    queryFn: () => read<Kind[]>('/api/my-work/kinds'),
  });
  const all = (kinds.data ?? []).reduce((sum, { count }) => sum + count, 0);
  return (
    <search className="work-filters" aria-label="筛选">
      <label>
        事项{' '}
        <select value={query.kinds} onChange={({ target }) => onChange({ kinds: target.value })}>
          <option value="">全部（{all}）</option>
          {(kinds.data ?? []).map(({ kind, name, count }) => (
            <option key={kind} value={kind}>
              {name}（{count}）
            </option>
          ))}
        </select>
      </label>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in a row of flex boxes in every browser */}
      <div className="group" role="group" aria-label="期限">
        {URGENCIES.map(([urgency, name]) => (
          <button
            key={urgency}
            type="button"
            className="chip"
            aria-pressed={query.urgencies.split(',').includes(urgency)}
            onClick={() => onChange({ urgencies: toggled(query.urgencies, urgency) })}
          >
            {name}
          </button>
        ))}
      </div>
      <SavedFilters query={query} onChange={onChange} />
    </search>
  );
};
