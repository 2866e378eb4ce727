import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';

/** Fetches the next page of a list, where there is one. */
export const More = ({ query }: { readonly query: UseInfiniteQueryResult<unknown, Error> }) =>
  query.hasNextPage ? (
    <div style={{ marginTop: 12, textAlign: 'center' }}>
      <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        继续显示
      </Button>
    </div>
  ) : null;
