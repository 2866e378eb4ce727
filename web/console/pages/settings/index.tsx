import { Link, Route, Routes } from 'react-router';
import { Page } from '../../layout/page.tsx';
import { PeoplePage } from './people/people-page.tsx';

const Overview = () => (
  <Page title="设置">
    <Link to="people">人员与账号</Link>
  </Page>
);

export const Component = () => (
  <Routes>
    <Route index element={<Overview />} />
    <Route path="people/*" element={<PeoplePage />} />
  </Routes>
);
