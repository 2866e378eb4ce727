import { Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { HistoryPage } from './history-page.tsx';
import { ProposalsPage } from './proposals-page.tsx';
import { SettingsPage } from './settings-page.tsx';

/** Officers and roles are fetched when they are first opened. */
const PeoplePage = lazy(async () => ({ default: (await import('./people/people-page.tsx')).PeoplePage }));

export const Component = () => (
  <Suspense fallback={<Skeleton active />}>
    <Routes>
      <Route index element={<SettingsPage />} />
      <Route path="proposals" element={<ProposalsPage />} />
      <Route path="history" element={<HistoryPage />} />
      <Route path="people/*" element={<PeoplePage />} />
    </Routes>
  </Suspense>
);
