import { Route, Routes } from 'react-router';
import { Page } from '../../layout/page.tsx';
import { Filters } from './filters.tsx';
import { useWork, useWorkQuery } from './use-work.ts';
import './work.css';
import { WorkList } from './work-list.tsx';
import { YearLinks } from './year-links.tsx';

const Work = () => {
  const [query, setQuery] = useWorkQuery();
  const { lines, isPending, error } = useWork(query);
  const isFree = !isPending && error === null && lines.length === 0;
  return (
    <Page title="我的工作">
      <Filters query={query} onChange={setQuery} />
      <WorkList query={query} />
      {isFree && query.kinds === '' && query.urgencies === '' && <YearLinks />}
    </Page>
  );
};

export const Component = () => (
  <Routes>
    <Route index element={<Work />} />
  </Routes>
);
