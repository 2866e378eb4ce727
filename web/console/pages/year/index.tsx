import { Route, Routes } from 'react-router';
import { EditorPage } from './edit/editor-page.tsx';
import { ImportPage } from './imports/import-page.tsx';
import { YearPage } from './year-page.tsx';
import { YearsPage } from './years-page.tsx';
import './year.css';

export const Component = () => (
  <Routes>
    <Route index element={<YearsPage />} />
    <Route path="imports/:id" element={<ImportPage />} />
    <Route path="new" element={<EditorPage />} />
    <Route path=":year/edit" element={<EditorPage />} />
    <Route path=":year/*" element={<YearPage />} />
  </Routes>
);
