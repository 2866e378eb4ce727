import { useQuery } from '@tanstack/react-query';
import { read } from '../../shared/http.ts';
import { cycleName } from './words.ts';

interface Cycle {
  readonly id: string;
  readonly year: number;
  readonly number: number;
}

/** Narrows a list to one cycle of the bureau. */
export const CycleSelect = ({
  chosen,
  onChoose,
}: {
  readonly chosen: string | null;
  readonly onChoose: (cycle: string | null) => void;
}) => {
  const cycles = useQuery({ queryKey: ['cycles'], queryFn: () => read<Cycle[]>('/api/cycles') });
  return (
    <label>
      周期{' '}
      <select
        className="native"
        value={chosen ?? ''}
        onChange={({ target }) => onChoose(target.value === '' ? null : target.value)}
      >
        <option value="">全部</option>
        {(cycles.data ?? []).map((cycle) => (
          <option key={cycle.id} value={cycle.id}>
            {cycleName(cycle)}
          </option>
        ))}
      </select>
    </label>
  );
};
