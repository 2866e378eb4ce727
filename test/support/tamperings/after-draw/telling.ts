/** A draw and whatever is told of it afterwards, in a chain that is whole and signed. */
import type { DrawEvent, nextDrawEvent } from '../../../../domain/keys/draw-event.ts';
import { teamsOf } from '../../bundle/rightful-seat.ts';
import { addEvent } from '../../bundle/signing.ts';
import { makeBundle, rewritten } from '../../bundle.ts';
import type { Files } from '../../tamper.ts';

export const made = makeBundle({ units: 60 });
export const { documents, seed } = made;
export const record = documents['record.json'];
export const stratum = record.strata.find(({ id }) => id === '2');
const quota = stratum?.quota ?? 0;
/** Nobody in it has a visit of this draw. */
export const reserve = stratum?.order.slice(quota).map(({ unit }) => unit) ?? [];
export const drawn = stratum?.order[0]?.unit ?? '';
export const teams = teamsOf(documents);
export const teamOf = (unit: string): readonly string[] =>
  teams.find((team) => team.unit === unit)?.inspectors ?? [];

export type NewEvent = Parameters<typeof nextDrawEvent>[2];

/** Numbers each event by its kind, as the public counts do, where it does not number itself. */
export const counted = (told: readonly NewEvent[]): NewEvent[] =>
  told.map((event, index) => {
    const count = told.slice(0, index + 1).filter(({ kind }) => kind === event.kind).length;
    return { ...event, data: { count, ...event.data } };
  });

export const after = (...told: readonly NewEvent[]): Files =>
  rewritten(made, {
    'events.json': counted(told).reduce<readonly DrawEvent[]>(
      (events, event) => addEvent(seed, events, event),
      documents['events.json'],
    ),
  });

export const decided = {
  at: '2023-09-20T01:00:00.000000Z',
  reason: '企业已注销',
  evidence: '注销登记截图',
  approver: { role: 'approver', code: '0123456789abcdef' },
};

export const LATER = '2023-09-21T01:00:00.000000Z';
export const FIRST = record.visits[0]?.unit ?? '';

/** @param place in reserve, from 0; beyond its end: nobody @param passed places passed over before it */
export const substitution = (
  place: number,
  passed: readonly number[],
  why = 'not-operating',
  more = {},
): NewEvent => ({
  ...decided,
  kind: 'substitution',
  data: {
    ...{ row: 2, stratum: stratum?.id, unit: drawn, unit_status: 'closed' },
    substitute: reserve[place] ?? null,
    position: reserve[place] === undefined ? null : quota + place + 1,
    passed_over: passed.map((each) => ({ unit: reserve[each], position: quota + each + 1, why })),
    ...more,
  },
});
