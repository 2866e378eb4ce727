import { Route, Routes } from 'react-router';
import { BulkActionPage } from './bulk-action.tsx';
import { BulkListPage } from './bulk-list.tsx';
import { NewBulkPage } from './new-bulk.tsx';

/** Bulk actions (批量办理): all of them, a new one, one with its rows. */
export const BulkPages = () => (
  <Routes>
    <Route index element={<BulkListPage />} />
    <Route path="new" element={<NewBulkPage />} />
    <Route path=":id" element={<BulkActionPage />} />
  </Routes>
);
