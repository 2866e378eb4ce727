import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { read } from '../../../shared/http.ts';
import type { WorkLine, WorkPage } from './types.ts';

/** What of the list is shown; it stands in the address, so that it can be kept and sent. */
export interface WorkQuery {
  readonly kinds: string;
  readonly urgencies: string;
}

export const useWorkQuery = (): [WorkQuery, (query: Partial<WorkQuery>) => void] => {
  const [parameters, setParameters] = useSearchParams();
  const query = { kinds: parameters.get('kinds') ?? '', urgencies: parameters.get('urgencies') ?? '' };
  const put = (part: Partial<WorkQuery>) =>
    setParameters(
      Object.fromEntries(Object.entries({ ...query, ...part }).filter(([, value]) => value !== '')),
      { replace: true },
    );
  return [query, put];
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
