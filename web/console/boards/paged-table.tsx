import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { ProblemAlert } from '../layout/page.tsx';
import { DataTable, type DataTableProps } from './data-table.tsx';
import { More } from './more.tsx';
import { type PageOf, rowsOf } from './use-pages.ts';

/** The table of a list that comes a page at a time: what went wrong, the rows so far, and the way to go on. */
export const PagedTable = <T,>({
  query,
  empty,
  ...table
}: Omit<DataTableProps<T>, 'rows' | 'isCaptionHidden'> & {
  readonly query: UseInfiniteQueryResult<InfiniteData<PageOf<T>>, Error>;
}) => (
  <>
    {query.error !== null && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
    <DataTable
      {...table}
      isCaptionHidden
      rows={rowsOf(query) ?? []}
      empty={query.isPending ? '正在读取……' : empty}
    />
    <More query={query} />
  </>
);
