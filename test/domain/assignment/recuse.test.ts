import fc from 'fast-check';
import type { Team } from '../../../domain/assignment/assignment.ts';
import { type RecusalInput, recuse } from '../../../domain/assignment/recuse.ts';
import { publicExclusions } from '../../../domain/draw/draw-assignment.ts';
import { fromHex, sha256Bytes, utf8 } from '../../../domain/draw/hash.ts';
import type { UnitKey } from '../../../domain/draw/labels.ts';
import { ticketMachine } from '../../../domain/draw/tickets.ts';
import { vectors } from '../../support/vectors.ts';
import type { GoldenAssignment } from './support/golden-assignment.ts';

const base: RecusalInput = {
  teams: [
    { unit: 'org:1', inspectors: ['a', 'b'] },
    { unit: 'org:2', inspectors: ['c', 'd'] },
    { unit: 'org:3', inspectors: ['a', 'c'] },
  ],
  unit: 'org:1',
  slot: 2,
  inspectors: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, cap: 9 })),
  exclusionOf: () => undefined,
  ticketInto: ticketMachine(sha256Bytes(utf8('recusal'))).ticketInto,
};

describe('late recusal (回避)', () => {
  it('gives the seat to the least loaded, and moves nobody else', () => {
    expect(recuse(base)).toEqual({
      status: 'replaced',
      recused: 'b',
      substitute: 'e',
      team: { unit: 'org:1', inspectors: ['a', 'e'] },
    });
  });

  it('prefers, at equal load, the one who went out less with the partner', () => {
    const teams: Team[] = [...base.teams, { unit: 'org:4', inspectors: ['e', 'a'] }];
    expect(recuse({ ...base, teams })).toMatchObject({ substitute: 'd' });
    const pastPairings = [{ inspectors: ['a', 'd'] as const, times: 2 }];
    expect(recuse({ ...base, teams, pastPairings })).toMatchObject({ substitute: 'e' });
  });

  it('never gives the seat back, nor to a partner, an excluded person or one who is full', () => {
    fc.assert(
      fc.property(fc.subarray([0, 1, 2, 3, 4]), fc.subarray([0, 1, 2, 3, 4]), (excluded, full) => {
        const inspectors = base.inspectors.map(({ id }, i) => ({ id, cap: full.includes(i) ? 0 : 9 }));
        const result = recuse({
          ...base,
          inspectors,
          exclusionOf: (i) => (excluded.includes(i) ? 'declared-interest' : undefined),
        });
        const free = ['c', 'd', 'e'].filter((_, n) => !excluded.includes(n + 2) && !full.includes(n + 2));
        if (result.status === 'replaced') expect(free).toContain(result.substitute);
        else expect(free).toEqual([]);
      }),
    );
  });

  it('says who could have come and why they cannot', () => {
    const result = recuse({ ...base, exclusionOf: (i) => (i === 4 ? 'on-leave' : 'certificate-invalid') });
    expect(result).toMatchObject({
      status: 'nobody',
      recused: 'b',
      lacking: {
        unit: 'org:1',
        slot: 2,
        reasons: [
          { reason: 'certificate-invalid', inspectors: 2 },
          { reason: 'on-leave', inspectors: 1 },
          { reason: 'recused', inspectors: 1 },
          { reason: 'partner', inspectors: 1 },
        ],
      },
    });
  });

  it('refuses a seat that does not exist', () => {
    expect(() => recuse({ ...base, slot: 3 })).toThrow(/没有第3名检查人员/);
    expect(() => recuse({ ...base, unit: 'org:9' })).toThrow(/对象org:9/);
  });
});

interface GoldenRecusal {
  readonly name: string;
  readonly unit: UnitKey;
  readonly slot: number;
  readonly steps: readonly { readonly leaves: string; readonly substitute: string | null }[];
}

describe('golden recusals', () => {
  const assignments = vectors<GoldenAssignment[]>('dr1-assignments.json');

  it.each(vectors<GoldenRecusal[]>('dr1-recusals.json'))('$name', ({ name, unit, slot, steps }) => {
    const golden = assignments.find((each) => each.name === name);
    if (golden === undefined) throw new Error(`no golden assignment ${name}`);
    const { inspectors: list, visits, prk } = golden;
    const index = visits.findIndex((visit) => visit.unit === unit);
    const exclusionOf = publicExclusions(list, visits);
    let teams = golden.result.teams;
    const gone: string[] = [];
    for (const { leaves, substitute } of steps) {
      const result = recuse({
        teams,
        unit,
        slot,
        inspectors: list.inspectors,
        exclusionOf: (i) =>
          gone.includes(list.inspectors[i]?.id ?? '') ? 'recused' : exclusionOf(index, slot, i),
        ticketInto: ticketMachine(fromHex(prk)).ticketInto,
        pastPairings: list.past_pairings,
      });
      expect([result.recused, result.status === 'replaced' ? result.substitute : null]).toEqual([
        leaves,
        substitute,
      ]);
      gone.push(leaves);
      if (result.status === 'replaced')
        teams = teams.map((team) => (team.unit === unit ? result.team : team));
    }
  });
});
