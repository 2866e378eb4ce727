import { Navigate, Route, Routes } from 'react-router';
import { ImportPreview, ImportsPage, ImportUpload } from './imports-pages.tsx';
import { InspectorPage } from './inspector-page.tsx';
import { InspectorsPage } from './inspectors-page.tsx';
import { UnitPage } from './unit-page.tsx';
import { UnitsPage } from './units-page.tsx';

export const Component = () => (
  <Routes>
    <Route index element={<Navigate to="units" replace />} />
    <Route path="units" element={<UnitsPage />} />
    <Route path="units/:id" element={<UnitPage />} />
    <Route path="inspectors" element={<InspectorsPage />} />
    <Route path="inspectors/:id" element={<InspectorPage />} />
    <Route path="imports" element={<ImportsPage />} />
    <Route path="imports/:register" element={<ImportUpload />} />
    <Route path="imports/:register/:id" element={<ImportPreview />} />
  </Routes>
);
