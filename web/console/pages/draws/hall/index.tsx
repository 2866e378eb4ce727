import { useEffect } from 'react';
import { useParams } from 'react-router';
import { Loaded } from '../../../layout/page.tsx';
import { type Room, useRoom } from '../use-draw.ts';
import { useServerClock } from '../use-server-clock.ts';
import { HallFrame } from './frame.tsx';
import './hall.css';
import { slidesOf } from './slides-of.tsx';
import { useTurning } from './use-turning.ts';

/** Sealed and published are one act: the list goes on turning while the signatures come in. */
const actOf = ({ phase, secret }: Room): string => {
  const isResult = phase === 'sealed' || phase === 'published';
  return isResult ? `result-${secret}` : phase;
};

const Hall = ({ room }: { readonly room: Room }) => {
  const clockMs = useServerClock(room.now, room.receivedAtMs);
  const slides = slidesOf(room, clockMs);
  const turning = useTurning(slides, actOf(room));
  const shown = slides[turning.index];
  useEffect(() => {
    document.title = `抽取现场 ${room.id} · ${room.bureau}`;
  }, [room.id, room.bureau]);
  return (
    <HallFrame room={room} clockMs={clockMs} turning={turning} count={slides.length}>
      <div key={shown?.key} style={{ display: 'grid', minHeight: 0 }}>
        {shown?.node}
      </div>
    </HallFrame>
  );
};

/** 抽取现场: for the projector of a hall. It follows the facts by itself; nobody presses anything here. */
export const Component = () => {
  const { drawId = '' } = useParams();
  return <Loaded query={useRoom(drawId)}>{(room) => <Hall room={room} />}</Loaded>;
};
