import { Route, Routes } from 'react-router';
import { EditionPage } from './edition-page.tsx';
import { EditionsPage } from './editions-page.tsx';
import { ItemEditor } from './item-editor.tsx';
import { ItemPage } from './item-page.tsx';
import { ItemsPage } from './items-page.tsx';

export const Component = () => (
  <Routes>
    <Route index element={<ItemsPage />} />
    <Route path="new" element={<ItemEditor />} />
    <Route path="editions" element={<EditionsPage />} />
    <Route path="editions/:number" element={<EditionPage />} />
    <Route path=":id" element={<ItemPage />} />
    <Route path=":id/edit" element={<ItemEditor />} />
  </Routes>
);
