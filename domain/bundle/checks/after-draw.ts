/** Whether a substitution (递补) or a changed seat (回避、改派) is the one that follows from the draw. */

import type { TicketInto } from '../../assignment/assignment.ts';
import { recuse } from '../../assignment/recuse.ts';
import type { UnitKey } from '../../draw/labels.ts';
import type { DrawRecord } from '../../draw/record.ts';
import { ticketMachine } from '../../draw/tickets.ts';
import type { DrawEvent } from '../../keys/draw-event.ts';
import { keyOf } from '../draw-key.ts';
import { type AnyEvidence, type Evidence, type Finding, hasResult, saying } from '../evidence.ts';
import { faultOfShape } from '../shape.ts';
import { StandingTeams } from '../standing-teams.ts';

const { because } = saying('events');

interface Substitution {
  readonly row: number;
  readonly stratum: string;
  readonly unit: UnitKey;
  readonly substitute: UnitKey | null;
  readonly position: number | null;
  readonly passed_over: readonly { readonly unit: string; readonly position: number; readonly why: string }[];
  readonly count: number;
}

interface ChangedSeat {
  readonly unit: UnitKey;
  readonly slot: number;
  /** Null where who leaves is not on the authority's register any more. */
  readonly leaving: string | null;
  readonly substitute: string;
  readonly barred: readonly string[];
  readonly count: number;
}

const SEATS: ReadonlySet<string> = new Set(['recusal', 'reassignment']);
const NOBODY = '-';
const SUBSTITUTION = '@substitution';
const CHANGED_SEAT = '@changed-seat';

/** Whether the unit was drawn in the stratum, or took somebody's place there, and did not give way before. */
const isReplaceable = (
  { strata }: DrawRecord,
  standing: StandingTeams,
  used: ReadonlySet<string>,
  { stratum, unit, row }: Substitution,
): boolean => {
  const result = strata.find(({ id }) => id === stratum);
  const wasDrawn = result?.order.slice(0, result.quota).some((each) => each.unit === unit) === true;
  return (
    result?.row === row && (wasDrawn || used.has(`${stratum} ${unit}`)) && !standing.isReplaced(stratum, unit)
  );
};

/** Who is next in reserve, and where: the first who was not rightly passed over; null at its end. */
const nextInReserve = (
  { strata }: DrawRecord,
  used: ReadonlySet<string>,
  { stratum, passed_over }: Substitution,
): { readonly unit: UnitKey; readonly position: number; readonly isPassed: boolean } | null => {
  const result = strata.find(({ id }) => id === stratum);
  if (result === undefined) return null;
  for (const [place, { unit }] of result.order.slice(result.quota).entries()) {
    const position = result.quota + place + 1;
    const passed = passed_over[place];
    const isNamed = passed?.unit === unit && passed.position === position;
    const isHonest = passed?.why !== 'substituted-before' || used.has(`${stratum} ${unit}`);
    if (!(isNamed && isHonest)) return { unit, position, isPassed: passed !== undefined };
  }
  return null;
};

/**
 * The checks of what happened after a draw, event by event: who replaces a unit is the first of its stratum's reserve
 * who was not passed over and has no visit of this draw; who takes a seat is the first of the announced list by load,
 * pairings and ticket among those whom the event does not bar. @returns what is wrong with the next event, or null
 */
export const followAfterDraw = (evidence: AnyEvidence): ((event: DrawEvent) => Finding) => {
  const { shapes, profile } = evidence;
  const result = hasResult(evidence) ? evidence : null;
  const record = result?.documents['record.json'];
  const assignment = record?.assignment;
  const standing = new StandingTeams(
    record?.visits.map(({ unit }) => unit) ?? [],
    assignment?.status === 'assigned' ? assignment.teams : [],
  );
  const list = evidence.documents['inspectors.json'];
  const used = new Set<string>();
  const counts = new Map<string, number>();
  let ticketInto: TicketInto | undefined;
  const tickets = ({ announcementHash, documents }: Evidence): TicketInto => {
    ticketInto ??= ticketMachine(keyOf(announcementHash, documents, profile), profile).ticketInto;
    return ticketInto;
  };

  const countFault = (no: number, kind: string, found: number): Finding => {
    const expected = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, expected);
    return found === expected ? null : because('count', { no, expected, found });
  };

  const substitutionFault = ({ no, at, kind, data }: DrawEvent): Finding => {
    const wrong = (expected: string, found: string): Finding =>
      because('substitution', { no, expected, found });
    if (record === undefined || faultOfShape(shapes, SUBSTITUTION, data) !== null)
      return wrong(NOBODY, NOBODY);
    const told = data as unknown as Substitution;
    const found = told.substitute ?? NOBODY;
    if (!isReplaceable(record, standing, used, told)) return wrong(NOBODY, found);
    const next = nextInReserve(record, used, told);
    const { unit, position } = next ?? { unit: null, position: null };
    const isNext = told.substitute === unit && told.position === position && next?.isPassed !== true;
    const isFree =
      unit === null || !(used.has(`${told.stratum} ${unit}`) || standing.isVisited(at, unit, told.unit));
    if (!(isNext && isFree)) return wrong(unit ?? NOBODY, found);
    standing.substitute(at, told.stratum, told.unit, told.substitute);
    if (told.substitute !== null) used.add(`${told.stratum} ${told.substitute}`);
    return countFault(no, kind, told.count);
  };

  const expectedFor = (
    { unit, slot, barred }: ChangedSeat,
    teams: ReadonlyMap<string, readonly string[]>,
  ) => {
    if (list === undefined || result === null) return NOBODY;
    const outcome = recuse({
      teams: [...teams].map(([each, inspectors]) => ({ unit: each as UnitKey, inspectors })),
      unit,
      slot,
      inspectors: list.inspectors,
      exclusionOf: (index) => {
        const id = list.inspectors[index]?.id ?? '';
        return barred.includes(id) || standing.hasGivenUp(unit, id) ? 'recused' : undefined;
      },
      ticketInto: tickets(result),
      pastPairings: list.past_pairings,
    });
    return outcome.status === 'replaced' ? outcome.substitute : NOBODY;
  };

  const seatFault = ({ no, at, kind, data }: DrawEvent): Finding => {
    if (faultOfShape(shapes, CHANGED_SEAT, data) !== null)
      return because('recusal', { no, expected: NOBODY, found: NOBODY });
    const told = data as unknown as ChangedSeat;
    const { unit, slot, substitute: found } = told;
    const teams = standing.before(at, unit);
    const holder = teams.get(unit)?.[slot - 1] ?? NOBODY;
    if (holder === NOBODY || (told.leaving ?? holder) !== holder)
      return because('seat', { no, unit, slot, expected: holder, found: told.leaving ?? NOBODY });
    const expected = expectedFor(told, teams);
    if (found !== expected) return because('recusal', { no, expected, found });
    standing.seat({ at, unit, slot, substitute: found });
    return countFault(no, kind, told.count);
  };

  return (event) => {
    if (event.kind === 'substitution') return substitutionFault(event);
    return SEATS.has(event.kind) ? seatFault(event) : null;
  };
};
