import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { TaskListPage } from './task-list.tsx';
import './tasks.css';

const CasePage = lazy(async () => ({ default: (await import('./case/case-page.tsx')).CasePage }));
const BulkPages = lazy(async () => ({ default: (await import('./bulk/bulk-pages.tsx')).BulkPages }));

export const Component = () => (
  <Routes>
    <Route index element={<TaskListPage />} />
    <Route path="bulk/*" element={<BulkPages />} />
    <Route path=":id" element={<CasePage />} />
  </Routes>
);
