import { Route, Routes } from 'react-router';
import { Desk } from './desk.tsx';
import { PublicationPage } from './publication-page.tsx';
import { Receipts } from './receipts.tsx';

export const Component = () => (
  <Routes>
    <Route index element={<Desk />} />
    <Route path="receipts" element={<Receipts />} />
    <Route path=":id" element={<PublicationPage />} />
  </Routes>
);
