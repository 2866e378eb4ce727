import { useInfiniteQuery } from '@tanstack/react-query';
import { read } from '../../../shared/http.ts';
import { useFilter } from '../../boards/use-filter.ts';
import type { WorkLine, WorkPage } from './types.ts';

/** What of the list is shown; it stands in the address, so that it can be kept and sent. */
export interface WorkQuery {
  readonly kinds: string;
  readonly urgencies: string;
}

export const useWorkQuery = (): [WorkQuery, (query: Partial<WorkQuery>) => void] => {
  const { get, setAll } = useFilter({ replace: true });
  return [{ kinds: get('kinds') ?? '', urgencies: get('urgencies') ?? '' }, setAll];
};

const PAGE = 50;

/** The list page by page, one after the other. */
export const useWork = ({ kinds, urgencies }: WorkQuery) => {
  const query = useInfiniteQuery({
    queryKey: ['my-work', kinds, urgencies],
    queryFn: ({ pageParam, signal }) =>
      read<WorkPage>('/api/my-work', { kinds, urgencies, after: pageParam, limit: PAGE }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const lines: readonly WorkLine[] = (query.data?.pages ?? []).flatMap(({ items }) => items);
  return { ...query, lines };
};
