import { useInfiniteQuery } from '@tanstack/react-query';
import { type Query, read } from '../../shared/http.ts';

interface Paged<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A list that is read page by page as one asks for more. */
export const usePages = <T>(path: string, query: Query = {}, enabled = true) => {
  const found = useInfiniteQuery({
    queryKey: [path, query],
    queryFn: ({ pageParam, signal }) => read<Paged<T>>(path, { ...query, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled,
  });
  return { ...found, rows: found.data?.pages.flatMap(({ items }) => items) };
};
