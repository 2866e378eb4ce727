/**
 * Feasibility-guided ticket greedy (DR-1 section 4): fills the seats of every visit in draw order with the candidate
 * that comes first by (load, pairings, ticket, code) and leaves the rest feasible, at the smallest greatest load L*.
 */
import { compareUtf8 } from '../draw/canonical.ts';
import {
  type AssignmentInput,
  type AssignmentResult,
  type DroppedRotation,
  EXCLUSION_REASONS,
  type Team,
} from './assignment.ts';
import { candidateOrder, Pairings } from './candidate-order.ts';
import { explainLacking } from './lacking.ts';
import { SeatFlow } from './seat-flow.ts';

const check = ({ visits, inspectors }: AssignmentInput): void => {
  const ids = new Set<string>();
  for (const { id, cap } of inspectors) {
    if (id === '' || id.includes('/') || ids.has(id)) {
      throw new RangeError(`检查人员代码“${id}”为空、重复或含“/”，请更正检查人员名录。`);
    }
    if (!Number.isSafeInteger(cap) || cap < 0)
      throw new RangeError(`检查人员${id}的任务上限${cap}应为非负整数。`);
    ids.add(id);
  }
  const units = new Set<string>();
  for (const { unit, slots } of visits) {
    if (units.has(unit)) throw new RangeError(`对象${unit}重复：同一对象在一次抽取中只能有一个检查任务。`);
    if (!Number.isSafeInteger(slots) || slots < 1)
      throw new RangeError(`对象${unit}的检查人员数${slots}应为正整数。`);
    units.add(unit);
  }
};

/** Seats (in draw order) that no assignment can add to those before them: the same set whatever flow is found. */
const unfillable = (flow: SeatFlow, caps: readonly number[]): number[] => {
  flow.reset(caps);
  const lacking: number[] = [];
  for (let seat = 0; seat < flow.seatCount; seat += 1) if (!flow.fill(seat)) lacking.push(seat);
  return lacking;
};

const fillsAll = (flow: SeatFlow, caps: readonly number[]): boolean => {
  flow.reset(caps);
  flow.seedGreedily();
  for (let seat = 0; seat < flow.seatCount; seat += 1) {
    if (flow.holderOf(seat) < 0 && !flow.fill(seat)) return false;
  }
  return true;
};

/** L* by bisection between the even share and a load known to do; leaves the flow filled at L*. */
const settleLoad = (flow: SeatFlow, caps: readonly number[]): number => {
  const limited = (limit: number): number[] => caps.map((cap) => Math.min(cap, limit));
  let high = flow.greatestLoad();
  let low = Math.min(high, Math.ceil(flow.seatCount / Math.max(1, caps.length)));
  let probe = low;
  while (low < high) {
    if (fillsAll(flow, limited(probe))) high = probe;
    else low = probe + 1;
    probe = Math.floor((low + high) / 2);
  }
  fillsAll(flow, limited(high));
  return high;
};

/**
 * Rotation as a first pass: visit by visit in draw order, last cycle's inspectors are barred if everyone can still be
 * placed within L*; otherwise the bar is dropped for that unit and named.
 */
const imposeRotation = (flow: SeatFlow, { visits, inspectors }: AssignmentInput): DroppedRotation[] => {
  const indexOf = new Map(inspectors.map(({ id }, index) => [id, index]));
  const dropped: DroppedRotation[] = [];
  for (const [v, { unit, slots, lastInspectors }] of visits.entries()) {
    const first = flow.firstSeat[v] ?? 0;
    const barred: { seat: number; inspector: number }[] = [];
    const vacated: number[] = [];
    for (const id of new Set(lastInspectors)) {
      const inspector = indexOf.get(id);
      if (inspector === undefined) continue;
      for (let seat = first; seat < first + slots; seat += 1) {
        if (!flow.isAllowed(seat, inspector)) continue;
        flow.setAllowed(seat, inspector, false);
        barred.push({ seat, inspector });
        if (flow.holderOf(seat) !== inspector) continue;
        flow.vacate(seat);
        vacated.push(seat);
      }
    }
    if (vacated.every((seat) => flow.fill(seat))) continue;
    for (const { seat, inspector } of barred) flow.setAllowed(seat, inspector, true);
    for (const seat of vacated) if (flow.holderOf(seat) < 0) flow.fill(seat);
    const names = [...new Set(barred.map(({ inspector }) => inspectors[inspector]?.id ?? ''))].sort(
      compareUtf8,
    );
    dropped.push({
      unit,
      inspectors: names,
      reason: `对象${unit}不能轮换：除去${EXCLUSION_REASONS.rotation}的${names.join('、')}后人员不足，本次不作轮换要求。`,
    });
  }
  return dropped;
};

/** Fills every seat for good, in draw order. */
const fixTeams = (flow: SeatFlow, input: AssignmentInput): { teams: Team[]; loads: Int32Array } => {
  const { visits, inspectors } = input;
  const loads = new Int32Array(inspectors.length);
  const pairings = new Pairings(inspectors, input.pastPairings);
  const ordered = candidateOrder(inspectors, loads, pairings, input.ticketInto);
  const indices = inspectors.map((_, index) => index);
  const teams = visits.map(({ unit, slots }, v): Team => {
    const first = flow.firstSeat[v] ?? 0;
    const chosen: number[] = [];
    for (let slot = 1; slot <= slots; slot += 1) {
      const seat = first + slot - 1;
      const eligible = indices.filter((i) => flow.isAllowed(seat, i) && !chosen.includes(i));
      let taken: number | undefined;
      for (const candidate of ordered({ unit, slot, partners: chosen }, eligible)) {
        if (!flow.fixIfFeasible(seat, candidate)) continue;
        taken = candidate;
        break;
      }
      if (taken === undefined) throw new Error(`seat ${slot} of ${unit} lost its feasible assignment`);
      for (const partner of chosen) pairings.add(partner, taken);
      loads[taken] = (loads[taken] ?? 0) + 1;
      chosen.push(taken);
    }
    return { unit, inspectors: chosen.map((index) => inspectors[index]?.id ?? '') };
  });
  return { teams, loads };
};

/**
 * Assigns inspectors to visits.
 *
 * @throws RangeError (Chinese) on doubled or unusable codes, caps and seat counts
 */
export const assign = (input: AssignmentInput): AssignmentResult => {
  check(input);
  const { visits, inspectors, exclusionOf } = input;
  const caps = inspectors.map(({ cap }) => cap);
  const flow = new SeatFlow({
    slotsOfVisit: visits.map(({ slots }) => slots),
    caps,
    isAllowed: (visit, slot, inspector) => exclusionOf(visit, slot, inspector) === undefined,
  });
  const lacking = fillsAll(flow, caps) ? [] : unfillable(flow, caps);
  if (lacking.length > 0) {
    return {
      status: 'infeasible',
      lacking: lacking.map((seat) => {
        const { visit, slot } = flow.placeOf(seat);
        return explainLacking(input, visits, visit, slot);
      }),
    };
  }
  const minimalMaxLoad = settleLoad(flow, caps);
  const droppedRotations = imposeRotation(flow, input);
  const { teams, loads } = fixTeams(flow, input);
  return {
    status: 'assigned',
    minimalMaxLoad,
    teams,
    droppedRotations,
    loads: inspectors.map(({ id }, index) => ({ inspector: id, load: loads[index] ?? 0 })),
  };
};
