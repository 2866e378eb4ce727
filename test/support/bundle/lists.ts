/** Lists of a made draw: strata, roster, exclusions, people; all from the seed. */
import type { AnnouncementPlan } from '../../../domain/draw/build-announcement.ts';
import { compareUtf8 } from '../../../domain/draw/canonical.ts';
import type { AssignmentFacts, Exclusion } from '../../../domain/draw/commitments.ts';
import { sha256Hex } from '../../../domain/draw/hash.ts';
import { type UnitKey, unitKey } from '../../../domain/draw/labels.ts';
import type { RosterEntry } from '../../../domain/draw/roster.ts';

/** The rules of every draw made here: five strata of four rows. */
export const STRATA: AnnouncementPlan['strata'] = [
  {
    id: '1/甲类',
    row: 1,
    ratio: { numerator: 10, denominator: 100, kind: 'exact' },
    weights: '2023-1',
  },
  { id: '1/乙类', row: 1, ratio: { numerator: 5, denominator: 100, kind: 'floor' }, minimum: 3 },
  { id: '2', row: 2, ratio: null, quota: 5, reserve: 4 },
  {
    id: '3',
    row: 3,
    ratio: { numerator: 100, denominator: 100, kind: 'exact' },
    batches: [
      { no: 1, from: '2023-09-18', to: '2023-10-20', count: 4 },
      { no: 2, from: '2023-10-23', to: '2023-12-29', count: 4 },
    ],
  },
  { id: '4/本区', row: 4, ratio: null, quota: 7 },
  { id: '4/全市', row: 4, ratio: null, quota: 3, after: ['4/本区'] },
];

/** Whole numbers that follow from the seed and a name. */
export const dieOf =
  (seed: number) =>
  (name: string, faces: number): number =>
    Number.parseInt(sha256Hex(`${seed}/${name}`).slice(0, 12), 16) % faces;

/** Units with shared ones among the rows; rows 1 and 2 draw from the same enterprises, so that visits merge. */
export const rosterOf = (seed: number, units: number): RosterEntry[] => {
  const die = dieOf(seed);
  const enterprises = Array.from(
    { length: units },
    (_, n): UnitKey => unitKey('org', `91140603MA${String(n).padStart(7, '0')}${die(`org/${n}`, 10)}`),
  );
  const entries = enterprises.flatMap((code, n): RosterEntry[] => [
    { code, stratum: die(`class/${n}`, 3) === 0 ? '1/甲类' : '1/乙类', w: 1 },
    ...(n % 4 === 0 ? [{ code, stratum: '2', w: 1 }] : []),
    ...(n % 2 === 0 ? [{ code, stratum: '4/全市', w: 1 }] : []),
    ...(n % 4 === 2 ? [{ code, stratum: '4/本区', w: 1 }] : []),
  ]);
  const weighted = entries.map((entry, n) =>
    entry.stratum === '1/甲类' ? { ...entry, w: 1 + die(`weight/${n}`, 4) } : entry,
  );
  const ships = Array.from(
    { length: 8 },
    (_, n): RosterEntry => ({
      code: unitKey('ship', `晋朔货${String(n + 1).padStart(4, '0')}`),
      stratum: '3',
      w: 1,
    }),
  );
  return [...weighted, ...ships].sort(
    (a, b) => compareUtf8(a.code, b.code) || compareUtf8(a.stratum, b.stratum),
  );
};

export const EXCLUSIONS: readonly Exclusion[] = [
  { code: unitKey('org', '91140603MA9999999X'), row: 1, reason: 'not-operating' },
  { code: unitKey('org', '91140603MA9999999X'), row: 2, reason: 'frequency-cap' },
  { code: unitKey('ship', '晋朔货0099'), row: 3, reason: 'already-drawn' },
];

const INSPECTORS = 12;

export const factsOf = (seed: number, roster: readonly RosterEntry[]): AssignmentFacts => {
  const die = dieOf(seed);
  const codes = [...new Set(roster.map(({ code }) => code))];
  const idOf = (n: number): string => `检${String(n + 1).padStart(2, '0')}`;
  return {
    secret: sha256Hex(`${seed}/secret of the draw`),
    inspectors: Array.from({ length: INSPECTORS }, (_, n) => ({
      id: idOf(n),
      cap: 40,
      section: n % 3 === 0 ? '水运科' : '运输科',
      certificate: { from: '2020-01-01', to: n === 11 ? '2023-10-01' : '2026-12-31' },
      qualifications: n % 2 === 0 ? ['危险货物运输'] : [],
      leave: n === 5 ? [{ from: '2023-09-01', to: '2024-01-31' }] : [],
      interests: codes.filter((_code, place) => die(`interest/${n}/${place}`, 12) === 0),
      salt: sha256Hex(`${seed}/salt/${n}`),
    })),
    lastInspections: codes.flatMap((unit, place) =>
      place % 3 === 0 ? [{ unit, inspector: idOf(die(`last/${place}`, INSPECTORS)) }] : [],
    ),
    pastPairings: [
      { inspectors: [idOf(0), idOf(1)], times: 3 },
      { inspectors: [idOf(2), idOf(6)], times: 1 },
    ],
  };
};
