import { useQuery } from '@tanstack/react-query';
import { read } from '../../shared/http.ts';

/** How much the person owes at each place of the menu, by its path. */
export type Counts = Readonly<Record<string, number>>;

const MINUTE_MS = 60_000;
const NONE: Counts = {};

export const useCounts = (): Counts =>
  useQuery({
    queryKey: ['counts'],
    queryFn: () => read<Counts>('/api/my-work/counts'),
    refetchInterval: MINUTE_MS,
    retry: false,
  }).data ?? NONE;
