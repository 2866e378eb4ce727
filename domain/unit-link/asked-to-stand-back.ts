/** One who belongs to a task's team, or did. */
export interface Seat {
  readonly officerId: string;
  readonly name: string;
  /** Whether he still holds it. */
  readonly seated: boolean;
}

interface Request {
  /** Whom it is about, in the unit's words. */
  readonly about: string | null;
  readonly text: string;
}

/** Those of a team, of now or before, whom a request for recusal (回避申请) names. */
export const namedIn = ({ about, text }: Request, seats: readonly Seat[]): readonly Seat[] => {
  const named = (said: string) => seats.filter(({ name }) => said.includes(name));
  const first = named(about ?? '');
  return first.length > 0 ? first : named(text);
};

/**
 * Who of today's team must wait for the decision. A request that names nobody we know may mean any of them; one that
 * names a member who has left holds up nobody.
 */
export const askedToStandBack = (request: Request, seats: readonly Seat[]): readonly Seat[] => {
  const named = namedIn(request, seats);
  return (named.length > 0 ? named : seats).filter(({ seated }) => seated);
};
