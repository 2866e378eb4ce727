import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { read } from '../../../shared/http.ts';
import type { useFilter } from '../../boards/use-filter.ts';
import { cycleName, DUTIES } from '../../boards/words.ts';
import { TASK_STATES } from './task-words.ts';

interface Cycle {
  readonly id: string;
  readonly year: number;
  readonly number: number;
}
interface CycleRows {
  readonly rows: readonly { readonly rowNumber: string; readonly item: string }[];
}
interface Inspector {
  readonly officerId: string;
  readonly name: string;
}

type Filter = ReturnType<typeof useFilter>;

const Choice = ({
  label,
  name,
  filter,
  options,
}: {
  readonly label: string;
  readonly name: string;
  readonly filter: Filter;
  readonly options: readonly (readonly [string, string])[];
}) => (
  <label>
    {label}{' '}
    <select
      className="native"
      value={filter.get(name) ?? ''}
      onChange={({ target }) => filter.set(name, target.value)}
    >
      <option value="">全部</option>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  </label>
);

/** What a task can owe; `after-order` is what the boards count under 整改. */
const OWED: readonly (readonly [string, string])[] = [
  ...(['visit', 'entry', 'review', 'publication', 'rectification', 'reinspection', 'referral'] as const).map(
    (kind) => [kind, DUTIES[kind]] as const,
  ),
  ['after-order', '整改、复查和移送'],
];

/** The list's conditions; all of them stand in the address. */
export const TaskFilters = ({ filter }: { readonly filter: Filter }) => {
  const cycleId = filter.get('cycle');
  const cycles = useQuery({ queryKey: ['cycles'], queryFn: () => read<Cycle[]>('/api/cycles') });
  const cycle = useQuery({
    queryKey: ['cycle', cycleId],
    queryFn: () => read<CycleRows>(`/api/cycles/${encodeURIComponent(cycleId ?? '')}`),
    enabled: cycleId !== null,
  });
  const inspectors = useQuery({
    queryKey: ['inspectors'],
    queryFn: () => read<Inspector[]>('/api/inspectors'),
  });
  return (
    <search className="filters" aria-label="筛选">
      <Input.Search
        aria-label="按检查对象名称、编码或任务编号查找"
        placeholder="检查对象名称、编码或任务编号"
        allowClear
        defaultValue={filter.get('text') ?? ''}
        onSearch={(text) => filter.set('text', text.trim())}
        style={{ maxWidth: 280 }}
      />
      <Choice
        label="周期"
        name="cycle"
        filter={filter}
        options={(cycles.data ?? []).map((cycle) => [cycle.id, cycleName(cycle)])}
      />
      {cycleId !== null && (
        <Choice
          label="计划行"
          name="row"
          filter={filter}
          options={(cycle.data?.rows ?? []).map(({ rowNumber, item }) => [
            rowNumber,
            `${rowNumber}　${item}`,
          ])}
        />
      )}
      <Choice
        label="状态"
        name="state"
        filter={filter}
        options={Object.entries(TASK_STATES).map(([state, [name]]) => [state, name])}
      />
      <Choice
        label="检查人员"
        name="inspector"
        filter={filter}
        options={(inspectors.data ?? []).map(({ officerId, name }) => [officerId, name])}
      />
      <Choice label="应办" name="due" filter={filter} options={OWED} />
      {filter.get('unit') !== null && (
        <Button onClick={() => filter.set('unit', null)}>只看一个检查对象（取消）</Button>
      )}
      <label>
        <input
          type="checkbox"
          checked={filter.get('overdue') === 'true'}
          onChange={({ target }) => filter.set('overdue', target.checked ? 'true' : null)}
        />{' '}
        只看逾期
      </label>
    </search>
  );
};
