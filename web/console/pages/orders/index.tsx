import { Route, Routes } from 'react-router';
import { OrderBoardPage } from './order-board.tsx';
import { OrderPage } from './order-page.tsx';

export const Component = () => (
  <Routes>
    <Route index element={<OrderBoardPage />} />
    <Route path=":id" element={<OrderPage />} />
  </Routes>
);
