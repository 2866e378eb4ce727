import { Route, Routes } from 'react-router';
import { AuditPage } from './audit-page.tsx';
import { CheckPage } from './check-page.tsx';
import { EventPage } from './event-page.tsx';

export const Component = () => (
  <Routes>
    <Route index element={<AuditPage />} />
    <Route path="events/:id" element={<EventPage />} />
    <Route path="check" element={<CheckPage />} />
  </Routes>
);
