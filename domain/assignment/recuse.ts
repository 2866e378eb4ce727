/** Late recusal (回避): one seat changes hands by the same key, nothing else moves (DR-1 section 4.5). */
import type { UnitKey } from '../draw/labels.ts';
import type { Candidate, ExclusionReason, Lacking, PastPairing, Team, TicketInto } from './assignment.ts';
import { candidateOrder, Pairings } from './candidate-order.ts';
import { explainLacking } from './lacking.ts';

export interface RecusalInput {
  /** Teams as they stand, earlier recusals included. */
  readonly teams: readonly Team[];
  readonly unit: UnitKey;
  /** 1-based seat that is given up. */
  readonly slot: number;
  readonly inspectors: readonly Candidate[];
  /** Why an inspector cannot take this seat; include `recused` for everyone who withdrew from this visit before. */
  readonly exclusionOf: (inspector: number) => ExclusionReason | undefined;
  readonly ticketInto: TicketInto;
  readonly pastPairings?: readonly PastPairing[];
}

export type RecusalResult =
  | {
      readonly status: 'replaced';
      readonly recused: string;
      readonly substitute: string;
      readonly team: Team;
    }
  | { readonly status: 'nobody'; readonly recused: string; readonly lacking: Lacking };

/**
 * Next feasible inspector for one seat. Feasible is: eligible, not in the team, not the one who withdraws, load below
 * the own cap (L* no longer binds: the others stay where they are).
 *
 * @throws RangeError (Chinese) when the unit has no such seat
 */
export const recuse = (input: RecusalInput): RecusalResult => {
  const { teams, unit, slot, inspectors, ticketInto } = input;
  const team = teams.find((each) => each.unit === unit);
  const recused = team?.inspectors[slot - 1];
  if (team === undefined || recused === undefined) {
    throw new RangeError(`对象${unit}没有第${slot}名检查人员，无法办理回避。`);
  }
  const indexOf = new Map(inspectors.map(({ id }, index) => [id, index]));
  const indexed = (ids: readonly string[]): number[] =>
    ids.map((id) => indexOf.get(id)).filter((index) => index !== undefined);

  const loads = new Int32Array(inspectors.length);
  const pairings = new Pairings(inspectors, input.pastPairings);
  for (const each of teams) {
    const members = indexed(each === team ? each.inspectors.filter((id) => id !== recused) : each.inspectors);
    for (const [place, member] of members.entries()) {
      loads[member] = (loads[member] ?? 0) + 1;
      for (const earlier of members.slice(0, place)) pairings.add(earlier, member);
    }
  }
  const partners = indexed(team.inspectors.filter((id) => id !== recused));
  const exclusionOf = (inspector: number): ExclusionReason | undefined => {
    if (inspectors[inspector]?.id === recused) return 'recused';
    if (partners.includes(inspector)) return 'partner';
    const reason = input.exclusionOf(inspector);
    if (reason !== undefined) return reason;
    return (loads[inspector] ?? 0) >= (inspectors[inspector]?.cap ?? 0) ? 'full' : undefined;
  };
  const eligible = inspectors.map((_, index) => index).filter((index) => exclusionOf(index) === undefined);
  const [next] = candidateOrder(inspectors, loads, pairings, ticketInto)({ unit, slot, partners }, eligible);
  const substitute = next === undefined ? undefined : inspectors[next]?.id;
  if (substitute === undefined) {
    const visits = [{ unit, slots: team.inspectors.length, lastInspectors: [] }];
    const lacking = explainLacking(
      { inspectors, exclusionOf: (_v, _s, i) => exclusionOf(i) },
      visits,
      0,
      slot,
    );
    return { status: 'nobody', recused, lacking };
  }
  const changed = team.inspectors.map((id, place) => (place === slot - 1 ? substitute : id));
  return { status: 'replaced', recused, substitute, team: { unit, inspectors: changed } };
};
