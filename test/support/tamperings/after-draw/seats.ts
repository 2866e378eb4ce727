/** A seat of a team that changes hands after the draw. */
import { rightfulSeat, type Teams } from '../../bundle/rightful-seat.ts';
import type { Files } from '../../tamper.ts';
import {
  after,
  decided,
  documents,
  drawn,
  FIRST,
  LATER,
  type NewEvent,
  record,
  reserve,
  substitution,
  teamOf,
  teams,
} from './telling.ts';

/** A seat that changes hands; without more said, the first of the first visit, to whom it falls. */
export const seat = (
  more: Readonly<Record<string, unknown>> = {},
  kind: NewEvent['kind'] = 'recusal',
): NewEvent => ({
  ...decided,
  at: LATER,
  kind,
  data: {
    ...{ barred: [], leaving: null, slot: 1, unit: FIRST },
    substitute: rightfulSeat(documents, teams, { unit: FIRST, slot: 1 }),
    ...more,
  },
});

/** The teams with other people, or under another unit. */
const withTeam = (unit: string, inspectors: readonly string[], instead = unit, from = teams): Teams =>
  from.map((team) => (team.unit === unit ? { unit: instead as typeof team.unit, inspectors } : team));

/** The first visit's seat changes hands twice: who gave it up does not come back. */
export const twice = (second: (once: string, back: string) => string): Files => {
  const [leader = '', other = ''] = teamOf(FIRST);
  const once = rightfulSeat(documents, teams, { unit: FIRST, slot: 1 });
  const changed = withTeam(FIRST, [once, other]);
  const next = rightfulSeat(documents, changed, { unit: FIRST, slot: 1, away: [leader] });
  return after(seat(), seat({ leaving: once, substitute: second(next, leader) }));
};

/** The team goes over to the substitute; who cannot go is drawn anew, with the loads as they are then. */
export const takenOver = (bent: (rightful: string) => Readonly<Record<string, unknown>>): Files => {
  const unit = reserve[0] ?? '';
  const team = teamOf(drawn);
  const [leaver = ''] = team;
  const now = withTeam(drawn, team, unit);
  const substitute = rightfulSeat(documents, now, { unit, slot: 1, away: [leaver] });
  const redrawn = { unit, leaving: leaver, barred: [leaver], slot: 1, substitute, ...bent(substitute) };
  return after(substitution(0, []), { ...seat(redrawn, 'reassignment'), at: decided.at });
};

/** Everyone on the list who is neither in the first team nor the one to whom the seat falls. */
export const [someoneElse = ''] = (documents['inspectors.json']?.inspectors ?? [])
  .map(({ id }) => id)
  .filter(
    (id) => !teamOf(FIRST).includes(id) && id !== rightfulSeat(documents, teams, { unit: FIRST, slot: 1 }),
  );

/** A unit drawn by two rows gives way to two others: both take the team over, one after the other. */
export const parted = (bent = false): Files => {
  const { unit = '', rows = [] } = record.visits.find((visit) => visit.rows.length > 1) ?? {};
  const visited = new Set<string>(record.visits.map((visit) => visit.unit));
  const parts = rows.map((row) => {
    const of = record.strata.find(
      (each) => each.row === row && each.order.slice(0, each.quota).some((one) => one.unit === unit),
    );
    const behind = of?.order.slice(of.quota) ?? [];
    const place = behind.findIndex((each) => !visited.has(each.unit));
    const names = behind.slice(0, place + 1).map((each) => each.unit);
    const substitute = names.at(-1);
    visited.add(substitute ?? '');
    const passed_over = names
      .slice(0, -1)
      .map((each, n) => ({ unit: each, position: (of?.quota ?? 0) + n + 1, why: 'visited-in-this-cycle' }));
    return {
      row,
      stratum: of?.id,
      unit,
      unit_status: 'closed',
      substitute,
      position: (of?.quota ?? 0) + place + 1,
      passed_over,
    };
  });
  const [first, second] = parts.map(({ substitute = '' }) => substitute);
  const team = teamOf(unit);
  const [leader = '', other = ''] = team;
  // The other substitute's team does not count yet when the first one's seat is drawn.
  const one = withTeam(unit, team, first);
  const next = rightfulSeat(documents, one, { unit: first ?? '', slot: 1, away: [leader] });
  const both = [
    ...withTeam(first ?? '', [next, other], first, one),
    { unit: second as Teams[number]['unit'], inspectors: team },
  ];
  const last = rightfulSeat(documents, both, { unit: second ?? '', slot: 2, away: [other] });
  const redrawn = (data: Readonly<Record<string, unknown>>): NewEvent => ({
    ...seat(data, 'reassignment'),
    at: decided.at,
  });
  return after(
    ...parts.map((data) => ({ ...decided, kind: 'substitution' as const, data })),
    redrawn({ unit: first, leaving: leader, barred: [leader], slot: 1, substitute: next }),
    redrawn({ unit: second, leaving: bent ? leader : other, barred: [other], slot: 2, substitute: last }),
  );
};
