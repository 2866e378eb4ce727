/** Whether a substitution (递补) or a changed seat follows the order and the list that the draw left. */
import type { DrawEvent } from '../../keys/draw-event.ts';
import { type Evidence, type Finding, saying } from '../evidence.ts';
import { faultOfShape } from '../shape.ts';

const { because } = saying('events');

interface Substitution {
  readonly row: number;
  readonly stratum: string;
  readonly unit: string;
  readonly substitute: string | null;
  readonly position: number | null;
  readonly passed_over: readonly { readonly unit: string; readonly position: number; readonly why: string }[];
}

interface ChangedSeat {
  readonly unit: string;
  readonly substitute: string;
  readonly barred: readonly string[];
}

/** The data of an event, where it has the shape of that name in `shapes.json`. */
const readData = <T>(
  { shapes }: Evidence,
  event: DrawEvent,
  shape: '@substitution' | '@changed-seat',
): T | null => (faultOfShape(shapes, shape, event.data) === null ? (event.data as unknown as T) : null);

/**
 * Who replaces a unit: the first in the stratum's reserve who was not passed over; who is said to have been a substitute
 * before must have been one, and nobody is one twice.
 */
const substitutionFault = (evidence: Evidence, event: DrawEvent, used: ReadonlySet<string>): Finding => {
  const { no } = event;
  const data = readData<Substitution>(evidence, event, '@substitution');
  const result = evidence.documents['record.json'].strata.find(({ id }) => id === data?.stratum);
  if (data === null || result === undefined)
    return because('substitution', { no, expected: '-', found: '-' });
  const found = data.substitute ?? '-';
  const wrong = (expected: string): Finding => because('substitution', { no, expected, found });
  const place = (unit: string): string => `${data.stratum} ${unit}`;
  const wasDrawn = result.order.slice(0, result.quota).some(({ unit }) => unit === data.unit);
  if (!wasDrawn && !used.has(place(data.unit))) return wrong('-');
  for (const [index, { unit }] of result.order.entries()) {
    if (index < result.quota) continue;
    const passed = data.passed_over[index - result.quota];
    const isPassed = passed?.unit === unit && passed.position === index + 1;
    const honest = passed?.why !== 'substituted-before' || used.has(place(unit));
    if (isPassed && honest) continue;
    const isNext = data.substitute === unit && data.position === index + 1 && passed === undefined;
    return isNext && !used.has(place(unit)) ? null : wrong(unit);
  }
  return data.substitute === null && data.position === null ? null : wrong('-');
};

const seatFault = (evidence: Evidence, event: DrawEvent): Finding => {
  const data = readData<ChangedSeat>(evidence, event, '@changed-seat');
  const listed =
    evidence.documents['inspectors.json']?.inspectors.some(({ id }) => id === data?.substitute) === true;
  if (data !== null && listed && !data.barred.includes(data.substitute)) return null;
  return because('recusal', { no: event.no, expected: '-', found: data?.substitute ?? '-' });
};

const SEATS: ReadonlySet<string> = new Set(['recusal', 'reassignment']);

/** What an event does to the result of the draw, held against the record. */
export const afterDrawFault = (evidence: Evidence, events: readonly DrawEvent[], index: number): Finding => {
  const event = events[index];
  if (event?.kind === 'substitution') {
    const used = events
      .slice(0, index)
      .filter(({ kind }) => kind === 'substitution')
      .map(({ data }) => `${data['stratum']} ${data['substitute']}`);
    return substitutionFault(evidence, event, new Set(used));
  }
  return event !== undefined && SEATS.has(event.kind) ? seatFault(evidence, event) : null;
};
