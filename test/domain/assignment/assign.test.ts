import fc from 'fast-check';
import { assign } from '../../../domain/assignment/assign.ts';
import type { AssignmentInput, AssignmentResult, Visit } from '../../../domain/assignment/assignment.ts';
import { publicExclusions } from '../../../domain/draw/draw-assignment.ts';
import { fromHex, sha256Bytes, utf8 } from '../../../domain/draw/hash.ts';
import { ticketMachine } from '../../../domain/draw/tickets.ts';
import { vectors } from '../../support/vectors.ts';
import type { GoldenAssignment } from './support/golden-assignment.ts';

type Assigned = Extract<AssignmentResult, { status: 'assigned' }>;

const ticketsOf = (seed: string) => ticketMachine(sha256Bytes(utf8(seed))).ticketInto;

const assigned = (input: AssignmentInput): Assigned => {
  const result = assign(input);
  if (result.status !== 'assigned') throw new Error(`infeasible: ${result.lacking[0]?.message}`);
  return result;
};

interface Case {
  readonly input: AssignmentInput;
  readonly allowed: readonly (readonly (readonly boolean[])[])[];
}

/** Small problems with arbitrary eligibility per visit, slot and inspector. */
const problem: fc.Arbitrary<Case> = fc
  .record({ visits: fc.integer({ min: 1, max: 5 }), people: fc.integer({ min: 1, max: 4 }) })
  .chain(({ visits, people }) =>
    fc
      .record({
        slots: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: visits, maxLength: visits }),
        caps: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: people, maxLength: people }),
        open: fc.array(fc.integer({ min: 0, max: 99 }), {
          minLength: visits * 2 * people,
          maxLength: visits * 2 * people,
        }),
        last: fc.array(fc.integer({ min: 0, max: 99 }), {
          minLength: visits * people,
          maxLength: visits * people,
        }),
        seed: fc.nat(9999),
      })
      .map(({ slots, caps, open, last, seed }): Case => {
        const allowed = slots.map((_, v) =>
          [0, 1].map((s) => caps.map((__, i) => (open[(v * 2 + s) * people + i] ?? 0) < 75)),
        );
        const list = slots.map(
          (count, v): Visit => ({
            unit: `org:${v}`,
            slots: count,
            lastInspectors: caps.map((_, i) => `i${i}`).filter((_, i) => (last[v * people + i] ?? 99) < 30),
          }),
        );
        return {
          allowed,
          input: {
            visits: list,
            inspectors: caps.map((cap, i) => ({ id: `i${i}`, cap })),
            exclusionOf: (v, slot, i) =>
              allowed[v]?.[slot - 1]?.[i] === true ? undefined : 'declared-interest',
            ticketInto: ticketsOf(`${seed}`),
          },
        };
      }),
  );

interface Seat {
  readonly v: number;
  readonly s: number;
}

const seatsOf = ({ input }: Case): Seat[] =>
  input.visits.flatMap(({ slots }, v) => Array.from({ length: slots }, (_, s) => ({ v, s })));

/** Tries everything: can these seats be filled with at most `limit` each? */
const canFill = (each: Case, limit: number, seats: readonly Seat[] = seatsOf(each)): boolean => {
  const { input, allowed } = each;
  const left = input.inspectors.map(({ cap }) => Math.min(cap, limit));
  const taken = seats.map(() => -1);
  const place = (at: number): boolean => {
    const seat = seats[at];
    if (seat === undefined) return true;
    return left.some((free, i) => {
      const mate = seats.some((other, k) => k < at && other.v === seat.v && taken[k] === i);
      if (free === 0 || mate || allowed[seat.v]?.[seat.s]?.[i] !== true) return false;
      left[i] = free - 1;
      taken[at] = i;
      if (place(at + 1)) return true;
      left[i] = free;
      return false;
    });
  };
  return place(0);
};

describe('assignment of inspectors', () => {
  it('fills every seat with different, eligible people at the smallest greatest load, or nothing can [R211] [R253]', () => {
    fc.assert(
      fc.property(problem, (each) => {
        const { input, allowed } = each;
        const result = assign(input);
        if (result.status === 'infeasible') {
          expect(canFill(each, Number.POSITIVE_INFINITY)).toBe(false);
          return;
        }
        const limit = result.minimalMaxLoad;
        expect(canFill(each, limit - 1)).toBe(false);
        expect(Math.max(...result.loads.map(({ load }) => load))).toBe(limit);
        for (const [v, { inspectors, unit }] of result.teams.entries()) {
          expect(unit).toBe(input.visits[v]?.unit);
          expect(inspectors).toHaveLength(input.visits[v]?.slots ?? 0);
          expect(new Set(inspectors).size).toBe(inspectors.length);
          for (const [s, id] of inspectors.entries())
            expect(allowed[v]?.[s]?.[Number(id.slice(1))]).toBe(true);
        }
        for (const [i, { load }] of result.loads.entries()) {
          expect(load).toBeLessThanOrEqual(input.inspectors[i]?.cap ?? 0);
          const seats = result.teams.flatMap(({ inspectors }) => inspectors).filter((id) => id === `i${i}`);
          expect(load).toBe(seats.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('says of every draw that cannot be, which seats stay empty in its order and why, person by person', () => {
    let seen = 0;
    fc.assert(
      fc.property(problem, (each) => {
        const { input } = each;
        const result = assign(input);
        if (result.status === 'assigned') return;
        seen += 1;
        const kept: Seat[] = [];
        const lacking = seatsOf(each).filter((seat) => {
          const fits = canFill(each, Number.POSITIVE_INFINITY, [...kept, seat]);
          if (fits) kept.push(seat);
          return !fits;
        });
        expect(result.lacking.map(({ unit, slot }) => [unit, slot])).toEqual(
          lacking.map(({ v, s }) => [input.visits[v]?.unit, s + 1]),
        );
        for (const { unit, slot, reasons, message } of result.lacking) {
          expect(reasons.reduce((sum, { inspectors }) => sum + inspectors, 0)).toBe(input.inspectors.length);
          expect(message).toContain(`对象${unit}的第${slot}名检查人员无人可派：`);
        }
      }),
      { numRuns: 400, seed: 4 },
    );
    expect(seen).toBeGreaterThan(50);
  });

  it("sends nobody back to last year's unit, except where the rotation was dropped and named", () => {
    fc.assert(
      fc.property(problem, ({ input }) => {
        const result = assign(input);
        if (result.status === 'infeasible') return;
        const dropped = new Set(result.droppedRotations.map(({ unit }) => unit));
        for (const [v, { unit, inspectors }] of result.teams.entries()) {
          if (dropped.has(unit)) continue;
          for (const id of inspectors) expect(input.visits[v]?.lastInspectors).not.toContain(id);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('does not depend on the order in which the register lists people', () => {
    fc.assert(
      fc.property(problem, fc.nat(), ({ input }, turn) => {
        const people = input.inspectors.map((candidate, index) => ({ candidate, index }));
        const by = turn % people.length;
        const turned = [...people.slice(by), ...people.slice(0, by)].reverse();
        const other = assign({
          ...input,
          inspectors: turned.map(({ candidate }) => candidate),
          exclusionOf: (v, slot, i) => input.exclusionOf(v, slot, turned[i]?.index ?? -1),
        });
        const result = assign(input);
        if (result.status === 'assigned' && other.status === 'assigned')
          expect(other.teams).toEqual(result.teams);
        else expect(other).toEqual(result);
      }),
    );
  });

  it('names the seats that stay empty and why', () => {
    const result = assign({
      visits: ['a', 'b'].map((code): Visit => ({ unit: `org:${code}`, slots: 2, lastInspectors: [] })),
      inspectors: ['x', 'y', 'z'].map((id) => ({ id, cap: 1 })),
      exclusionOf: (v, slot, i) =>
        v === 1 && i === 2 ? 'on-leave' : slot === 1 && i > 0 ? 'qualification-missing' : undefined,
      ticketInto: ticketsOf('short'),
    });
    expect(result).toEqual({
      status: 'infeasible',
      lacking: [
        {
          unit: 'org:b',
          slot: 1,
          reasons: [
            { reason: 'qualification-missing', inspectors: 1 },
            { reason: 'on-leave', inspectors: 1 },
            { reason: 'full', inspectors: 1 },
          ],
          message: expect.stringContaining('对象org:b的第1名检查人员无人可派：不具备该事项所需资格1人'),
        },
      ],
    });
  });

  it('says that one person cannot be a team of two', () => {
    const result = assign({
      visits: [{ unit: 'org:a', slots: 2, lastInspectors: [] }],
      inspectors: [{ id: 'x', cap: 9 }],
      exclusionOf: () => undefined,
      ticketInto: ticketsOf('alone'),
    });
    expect(result).toMatchObject({ lacking: [{ slot: 2, reasons: [{ reason: 'partner', inspectors: 1 }] }] });
  });

  it('changes partners before it repeats them', () => {
    const { teams } = assigned({
      visits: Array.from(
        { length: 6 },
        (_, v): Visit => ({ unit: `org:${v}`, slots: 2, lastInspectors: [] }),
      ),
      inspectors: ['a', 'b', 'c', 'd'].map((id) => ({ id, cap: 9 })),
      exclusionOf: () => undefined,
      ticketInto: ticketsOf('partners'),
    });
    const pairs = new Set(teams.map(({ inspectors }) => inspectors.toSorted().join('+')));
    expect(pairs.size).toBe(6);
  });

  it('counts past pairings when it chooses a partner', () => {
    const visits: Visit[] = [{ unit: 'org:1', slots: 2, lastInspectors: [] }];
    const inspectors = ['a', 'b', 'c'].map((id) => ({ id, cap: 9 }));
    const base = { visits, inspectors, exclusionOf: () => undefined, ticketInto: ticketsOf('past') };
    const [leader = '', partner = ''] = assigned(base).teams[0]?.inspectors ?? [];
    const { teams } = assigned({ ...base, pastPairings: [{ inspectors: [partner, leader], times: 1 }] });
    expect(teams[0]?.inspectors[0]).toBe(leader);
    expect(teams[0]?.inspectors[1]).not.toBe(partner);
  });

  it('gives 200 visits and 40 people exactly ten seats each', () => {
    const conflicts = (v: number, i: number): boolean => (sha256Bytes(utf8(`${v}/${i}`))[0] ?? 0) < 26;
    const excluded = Array.from({ length: 200 }, (_, v) =>
      Array.from({ length: 40 }, (__, i) => conflicts(v, i)),
    );
    const { minimalMaxLoad, loads } = assigned({
      visits: excluded.map((_, v): Visit => ({ unit: `org:${v}`, slots: 2, lastInspectors: [] })),
      inspectors: Array.from({ length: 40 }, (_, i) => ({ id: `i${i}`, cap: 1000 })),
      exclusionOf: (v, _slot, i) => (excluded[v]?.[i] === true ? 'declared-interest' : undefined),
      ticketInto: ticketsOf('prototype'),
    });
    expect(minimalMaxLoad).toBe(10);
    expect(new Set(loads.map(({ load }) => load))).toEqual(new Set([10]));
  });

  it('balances although few are qualified: 6, 6, 6 and 6', () => {
    const { loads } = assigned({
      visits: Array.from(
        { length: 12 },
        (_, v): Visit => ({ unit: `org:${v}`, slots: 2, lastInspectors: [] }),
      ),
      inspectors: ['a', 'b', 'c', 'd'].map((id) => ({ id, cap: 99 })),
      exclusionOf: (v, slot, i) => (v < 4 && slot === 1 && i > 1 ? 'qualification-missing' : undefined),
      ticketInto: ticketsOf('scarce'),
    });
    expect(loads.map(({ load }) => load)).toEqual([6, 6, 6, 6]);
  });

  it('refuses a register in which a code stands twice, or a unit that is visited twice', () => {
    const base = { visits: [], exclusionOf: () => undefined, ticketInto: ticketsOf('bad') };
    const [a, b] = [
      { id: 'a', cap: 1 },
      { id: 'a/b', cap: 1 },
    ];
    const visit: Visit = { unit: 'org:1', slots: 2, lastInspectors: [] };
    expect(() => assign({ ...base, inspectors: [a, a] })).toThrow(/“a”为空、重复/);
    expect(() => assign({ ...base, inspectors: [b] })).toThrow(/含“\/”/);
    expect(() => assign({ ...base, inspectors: [a], visits: [visit, visit] })).toThrow(/对象org:1重复/);
  });
});

describe('golden assignments', () => {
  it.each(vectors<GoldenAssignment[]>('dr1-assignments.json'))(
    '$name',
    ({ prk, inspectors: list, visits, result }) => {
      const assignment = assign({
        visits: visits.map(({ unit, slots, last }) => ({ unit, slots, lastInspectors: last })),
        inspectors: list.inspectors,
        exclusionOf: publicExclusions(list, visits),
        ticketInto: ticketMachine(fromHex(prk)).ticketInto,
        pastPairings: list.past_pairings,
      });
      expect(
        assignment.status === 'assigned'
          ? {
              status: assignment.status,
              minimal_max_load: assignment.minimalMaxLoad,
              teams: assignment.teams,
              dropped_rotations: assignment.droppedRotations,
            }
          : {
              status: assignment.status,
              lacking: assignment.lacking.map(({ unit, slot }) => ({ unit, slot })),
            },
      ).toEqual(result);
    },
  );
});
