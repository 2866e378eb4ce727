import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { type Query, read } from '../../shared/http.ts';

/** What a list answers a page at a time. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A list that goes on where it stopped. @param path its address; the pages' cursor is added to the query */
export const usePages = <P extends PageOf<unknown>>(path: string, query: Query) =>
  useInfiniteQuery({
    queryKey: [path, query],
    queryFn: ({ pageParam, signal }) => read<P>(path, { ...query, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: P) => next,
  });

/** The rows of the pages that came so far; undefined before the first. */
export const rowsOf = <T>({
  data,
}: {
  readonly data: InfiniteData<PageOf<T>> | undefined;
}): readonly T[] | undefined => data?.pages.flatMap(({ items }) => items);
