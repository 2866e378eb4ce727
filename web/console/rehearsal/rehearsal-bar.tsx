import { Alert, Button, Drawer, Flex, Grid } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMe } from '../../shared/me.ts';
import { ProblemAlert } from '../layout/page.tsx';
import { roleNames } from './role-names.ts';
import './rehearsal.css';
import { chinaTime, clockDay } from '../../shared/china-time.ts';
import { ActAsDialog } from './act-as-dialog.tsx';
import { TimeControls } from './time-controls.tsx';
import { useFreshPages, useMove, useRoom } from './use-room.ts';

const Who = ({ onChange }: { readonly onChange: () => void }) => {
  const { data: me } = useMe();
  return (
    <span className="room-who">
      <span>
        现扮演 <strong>{me?.name}</strong>
        {me !== undefined && me.roles.length > 0 && `（${roleNames(me.roles)}）`}
      </span>
      <Button onClick={onChange}>换人…</Button>
    </span>
  );
};

/** Clock and hands of a rehearsal by hand (手动演练), above every page of it. */
export const RehearsalBar = () => {
  const { data: room, error } = useRoom();
  const move = useMove();
  const { lg: wide } = Grid.useBreakpoint();
  const [changing, setChanging] = useState(false);
  const [open, setOpen] = useState(false);
  useFreshPages(room);
  if (room === undefined) return error === null ? null : <ProblemAlert error={error} />;
  const moving = room.movingTo !== null || move.isPending;
  const controls = (
    <>
      <TimeControls room={room} moving={moving} onMove={(step) => move.mutate(step)} />
      <Who onChange={() => setChanging(true)} />
      <Link to="/rehearsal/messages" onClick={() => setOpen(false)}>
        收件箱
      </Link>
    </>
  );
  return (
    <section className="room-bar no-print" aria-label="演练控制">
      <Flex wrap align="center" gap="8px 16px">
        <span className="room-clock" aria-live="polite">
          业务时间 <strong>{chinaTime(room.now)}</strong>
          {moving && (
            <span>
              {room.movingTo === null ? '，正在办理 …' : `，正在推进到 ${clockDay(room.movingTo)} …`}
            </span>
          )}
        </span>
        {wide === true ? controls : <Button onClick={() => setOpen(true)}>推进、换人…</Button>}
      </Flex>
      {room.fault !== null && (
        <Alert type="error" role="alert" title={`上一步没有走到底：${room.fault}`} style={{ marginTop: 8 }} />
      )}
      {move.error !== null && <ProblemAlert error={move.error} />}
      {wide !== true && (
        <Drawer open={open} onClose={() => setOpen(false)} placement="bottom" size="auto" title="演练控制">
          <Flex vertical gap={12}>
            {controls}
          </Flex>
        </Drawer>
      )}
      {changing && <ActAsDialog onClose={() => setChanging(false)} />}
    </section>
  );
};
