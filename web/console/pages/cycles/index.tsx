import { Route, Routes } from 'react-router';
import { CyclePage } from './cycle-page.tsx';
import { YearBoard } from './year-board.tsx';

export const Component = () => (
  <Routes>
    <Route index element={<YearBoard />} />
    <Route path=":id" element={<CyclePage />} />
  </Routes>
);
