import { Route, Routes } from 'react-router';
import { Page } from '../../layout/page.tsx';
import { Filters } from './filters.tsx';
import { useWorkQuery } from './use-work.ts';
import './work.css';
import { WorkList } from './work-list.tsx';

const Work = () => {
  const [query, setQuery] = useWorkQuery();
  return (
    <Page title="我的工作">
      <Filters query={query} onChange={setQuery} />
      <WorkList query={query} />
    </Page>
  );
};

export const Component = () => (
  <Routes>
    <Route index element={<Work />} />
  </Routes>
);
