import type { QueryClient } from '@tanstack/react-query';
import { Route, Routes } from 'react-router';
import { CyclePage } from './cycle-page.tsx';
import { boardOf, YearBoard } from './year-board.tsx';

export const Component = () => (
  <Routes>
    <Route index element={<YearBoard />} />
    <Route path=":id" element={<CyclePage />} />
  </Routes>
);

export const ahead = (client: QueryClient): void => void client.prefetchQuery(boardOf(null));
