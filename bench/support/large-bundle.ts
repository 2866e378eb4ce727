/** Writes the bundle of a large draw: 15 rows, one stratum each, inspectors with conflicts, real beacon, whole signatures. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnnouncementPlan } from '../../domain/draw/build-announcement.ts';
import type { AssignmentFacts } from '../../domain/draw/commitments.ts';
import { sha256Hex } from '../../domain/draw/hash.ts';
import { unitKey } from '../../domain/draw/labels.ts';
import type { DrawAlgorithm } from '../../domain/draw/profile.ts';
import type { RosterEntry } from '../../domain/draw/roster.ts';
import { makeBundle } from '../../test/support/bundle.ts';

const ROWS = 15;

export interface LargeBundle {
  readonly units: number;
  /** Visits over all rows. */
  readonly tasks: number;
  readonly inspectors: number;
  readonly alg: string;
}

const strataOf = (tasks: number): AnnouncementPlan['strata'] =>
  Array.from({ length: ROWS }, (_, n) => ({
    id: String(n + 1),
    row: n + 1,
    ratio: null,
    quota: Math.floor(tasks / ROWS) + (n < tasks % ROWS ? 1 : 0),
  }));

const rosterOf = (units: number): RosterEntry[] =>
  Array.from({ length: units }, (_, n) => ({
    code: unitKey('org', `911406${String(n).padStart(12, '0')}`),
    stratum: String((n % ROWS) + 1),
    w: 1,
  }));

/** A tenth of the inspectors has an interest in each of some thousand units; one in five leads dangerous goods. */
const factsOf = (roster: readonly RosterEntry[], inspectors: number): AssignmentFacts => ({
  secret: sha256Hex('bench'),
  inspectors: Array.from({ length: inspectors }, (_, n) => ({
    id: `i${String(n).padStart(4, '0')}`,
    cap: 200,
    section: n % 3 === 0 ? '水运科' : '运输科',
    certificate: { from: '2020-01-01', to: '2026-12-31' },
    qualifications: n % 5 === 0 ? ['危险货物运输'] : [],
    leave: [],
    interests: roster.filter((_entry, place) => place % 977 === n).map(({ code }) => code),
    salt: sha256Hex(`bench/${n}`),
  })),
  lastInspections: roster
    .filter((_entry, place) => place % 20 === 0)
    .map(({ code }, place) => ({ unit: code, inspector: `i${String(place % inspectors).padStart(4, '0')}` })),
  pastPairings: [],
});

/** @returns bytes written */
export const writeLargeBundle = (
  directory: string,
  { units, tasks, inspectors, alg }: LargeBundle,
): number => {
  const roster = rosterOf(units);
  const { files } = makeBundle({
    alg: alg as DrawAlgorithm,
    lists: { strata: strataOf(tasks), roster, facts: factsOf(roster, inspectors) },
  });
  let bytes = 0;
  for (const [name, content] of files) {
    writeFileSync(join(directory, name), content);
    bytes += content.length;
  }
  return bytes;
};
