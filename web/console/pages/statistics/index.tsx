import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { IndicatorBoard } from '../../../../api/resources/statistics/statistics-schema.ts';
import { read } from '../../../shared/http.ts';
import { useFilter } from '../../boards/use-filter.ts';
import { Loaded, Page } from '../../layout/page.tsx';
import { Breakdown } from './breakdown.tsx';
import { Indicators } from './indicators.tsx';
import { Others } from './others.tsx';
import { Unpublished } from './unpublished.tsx';

/** @param year null: this year, or the last that has a plan */
const boardOf = (year: string | null) =>
  queryOptions({
    queryKey: ['indicators', year],
    queryFn: () => read<IndicatorBoard>('/api/statistics/indicators', { year }),
  });

export const ahead = (client: QueryClient): void => void client.prefetchQuery(boardOf(null));

/** The year in figures: indicators, rates by group, what is not published, what was inspected besides. */
export const Component = () => {
  const filter = useFilter();
  const year = filter.get('year');
  const board = useQuery(boardOf(year));
  return (
    <Page
      title="统计"
      actions={
        board.data !== undefined && (
          <Select
            aria-label="年度"
            value={board.data.year}
            options={[...new Set([board.data.year, ...board.data.years])].map((each) => ({
              value: each,
              label: `${each} 年`,
            }))}
            onChange={(chosen) => filter.set('year', String(chosen))}
            style={{ width: 120 }}
          />
        )
      }
    >
      <Loaded query={board}>
        {(data) => (
          <>
            <Indicators board={data} />
            <Breakdown year={data.year} />
            <Unpublished year={data.year} />
            <Others year={data.year} />
          </>
        )}
      </Loaded>
    </Page>
  );
};
