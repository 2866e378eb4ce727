import { Alert } from 'antd';
import { Navigate, Route, Routes } from 'react-router';
import { holds, useMe } from '../../../shared/me.ts';
import { Page } from '../../layout/page.tsx';
import { KeptRehearsals } from './kept-rehearsals.tsx';
import { MessagesPage } from './messages-page.tsx';
import { RoomPage } from './room-page.tsx';

/** In a rehearsal by hand its room; in a live system the rehearsals that were kept; of a closed one nothing is moved. */
export const Component = () => {
  const { data: me } = useMe();
  if (me === undefined) return null;
  if (me.room)
    return (
      <Routes>
        <Route index element={<RoomPage />} />
        <Route path="messages" element={<MessagesPage />} />
        <Route path="*" element={<Navigate to="/rehearsal" replace />} />
      </Routes>
    );
  if (me.mode === 'live' && holds(me, 'office')) return <KeptRehearsals />;
  return (
    <Page title="演练">
      <Alert
        type="info"
        title={
          me.mode === 'live'
            ? '演练由领导小组办公室启动和查看。'
            : '这是一次演练留存的数据，只供查看，时间不再推进。'
        }
      />
    </Page>
  );
};
