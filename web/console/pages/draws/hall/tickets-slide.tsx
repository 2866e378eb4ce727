import { useEffect, useState } from 'react';
import type { DrawTicket } from '../../../../../api/resources/draw/draw-room-schema.ts';
import { type Room, useTickets } from '../use-draw.ts';
import { codeOf } from '../words.ts';
import { SlideFrame } from './slide.tsx';
import { linesOf } from './ticket-lines.ts';

/** The list stands in the order of the roster for a moment, then each goes to the place of its ticket. */
const STANDS_MS = 1_500;

const useSettled = (ready: boolean): boolean => {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const [settled, settle] = useState(calm);
  useEffect(() => {
    if (!ready || calm) return;
    const timer = setTimeout(() => settle(true), STANDS_MS);
    return () => clearTimeout(timer);
  }, [ready, calm]);
  return settled;
};

const Line = ({ ticket }: { readonly ticket: DrawTicket }) => (
  <>
    <span className="number">{ticket.position}</span>
    <span className="hall-code">{ticket.ticket.slice(0, 12)}…</span>
    <span>{ticket.name ?? codeOf(ticket.label)}</span>
    <span className="verdict">{ticket.drawn ? '抽中' : '备选'}</span>
  </>
);

const Tickets = ({
  tickets,
  omitted,
}: {
  readonly tickets: readonly DrawTicket[];
  readonly omitted: number;
}) => {
  const settled = useSettled(tickets.length > 0);
  const { lines, places } = linesOf(tickets, settled);
  return (
    <ol className="tickets" style={{ '--lines': lines } as React.CSSProperties} data-settled={settled}>
      {places.map((place) => (
        <li
          key={place.key}
          className={
            place.kind === 'ticket' ? (settled && place.ticket.drawn ? 'drawn' : undefined) : place.kind
          }
          style={{ transform: `translateY(${place.at * 100}%)` }}
        >
          {place.kind === 'ticket' && <Line ticket={place.ticket} />}
          {place.kind === 'gap' && `……（中间 ${omitted} 个号码从略）`}
          {place.kind === 'cut' && '以上抽中　以下备选'}
        </li>
      ))}
    </ol>
  );
};

/** Real tickets of one stratum falling into order; of a long one, its beginning and both sides of the cut. */
export const TicketsSlide = ({
  room,
  stratum,
}: {
  readonly room: Room;
  readonly stratum: Room['strata'][number];
}) => {
  const { data } = useTickets(room.id, stratum.id);
  const tickets = data?.tickets ?? [];
  const item = room.rows.find(({ row }) => row === stratum.row)?.item ?? '';
  const drawn = tickets.filter((each) => each.drawn);
  const omitted = (drawn.at(-1)?.position ?? drawn.length) - drawn.length;
  return (
    <SlideFrame
      title={`${stratum.id}　${item}`}
      note={`${stratum.eligible} 家中抽 ${stratum.quota} 家，号码小的抽中`}
    >
      <Tickets key={stratum.id} tickets={tickets} omitted={omitted} />
    </SlideFrame>
  );
};
