import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../layout/page.tsx';
import { More } from './more.tsx';
import { type PageOf, rowsOf } from './use-pages.ts';

/** The rows that came so far, and the way to the next. */
export const Pages = <T,>({
  query,
  children,
}: {
  readonly query: UseInfiniteQueryResult<InfiniteData<PageOf<T>>, Error>;
  readonly children: (rows: readonly T[]) => ReactNode;
}) => {
  const rows = rowsOf(query);
  if (rows === undefined)
    return query.error === null ? (
      <Skeleton active />
    ) : (
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
    );
  return (
    <>
      {children(rows)}
      {query.error !== null && (
        <ProblemAlert error={query.error} onRetry={() => void query.fetchNextPage()} />
      )}
      <More query={query} />
    </>
  );
};
