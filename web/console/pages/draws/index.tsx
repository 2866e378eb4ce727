import { Route, Routes } from 'react-router';
import { DicePage } from './dice-page.tsx';
import { DrawList } from './draw-list.tsx';
import { DrawPage } from './draw-page.tsx';
import { ExemptionsPage } from './exemptions/exemptions-page.tsx';
import { ReachableTables } from './reachable-tables.tsx';

/** 抽取: all draws, one draw, the entry of its dice, and the units that chance passes by. */
export const Component = () => (
  <ReachableTables>
    <Routes>
      <Route index element={<DrawList />} />
      <Route path="exemptions" element={<ExemptionsPage />} />
      <Route path=":drawId" element={<DrawPage />} />
      <Route path=":drawId/dice" element={<DicePage />} />
    </Routes>
  </ReachableTables>
);
