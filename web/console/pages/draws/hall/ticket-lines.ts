import type { DrawTicket } from '../../../../../api/resources/draw/draw-room-schema.ts';

/** Where something stands on the screen, from 0. */
export type Place =
  | { readonly kind: 'ticket'; readonly key: string; readonly at: number; readonly ticket: DrawTicket }
  | { readonly kind: 'gap' | 'cut'; readonly key: string; readonly at: number };

/** In the order of the tickets, with a line for those left out and one for the cut. */
const inOrder = (tickets: readonly DrawTicket[]): Place[] => {
  const places: Place[] = [];
  let before: DrawTicket | undefined;
  for (const ticket of tickets) {
    if (before !== undefined && ticket.position > before.position + 1)
      places.push({ kind: 'gap', key: 'gap', at: places.length });
    if (before?.drawn === true && !ticket.drawn) places.push({ kind: 'cut', key: 'cut', at: places.length });
    places.push({ kind: 'ticket', key: ticket.label, at: places.length, ticket });
    before = ticket;
  }
  return places;
};

/** @param settled false: the units in the order of the roster (their codes), as before the draw */
export const linesOf = (
  tickets: readonly DrawTicket[],
  settled: boolean,
): { readonly lines: number; readonly places: readonly Place[] } => {
  const places = inOrder(tickets);
  const lines = Math.max(places.length, 1);
  if (settled) return { lines, places };
  const roster = tickets.map(({ label }) => label).toSorted();
  return {
    lines,
    places: places.flatMap((place) =>
      place.kind === 'ticket' ? [{ ...place, at: roster.indexOf(place.key) }] : [],
    ),
  };
};
