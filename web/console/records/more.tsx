import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../layout/page.tsx';
import type { usePages } from './use-pages.ts';

/** The rows that came so far, and the way to the next. */
export const Pages = <T,>({
  list,
  children,
}: {
  readonly list: ReturnType<typeof usePages<T>>;
  readonly children: (rows: readonly T[]) => ReactNode;
}) => {
  if (list.rows === undefined)
    return list.error === null ? (
      <Skeleton active />
    ) : (
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
    );
  return (
    <>
      {children(list.rows)}
      {list.error !== null && <ProblemAlert error={list.error} onRetry={() => void list.fetchNextPage()} />}
      {list.hasNextPage && (
        <div style={{ textAlign: 'center', padding: 16 }}>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            再显示一页
          </Button>
        </div>
      )}
    </>
  );
};
