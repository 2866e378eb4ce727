import { Navigate, Route, Routes } from 'react-router';
import { UnitPage } from './unit-page.tsx';
import { UnitsPage } from './units-page.tsx';

export const Component = () => (
  <Routes>
    <Route index element={<Navigate to="units" replace />} />
    <Route path="units" element={<UnitsPage />} />
    <Route path="units/:id" element={<UnitPage />} />
  </Routes>
);
