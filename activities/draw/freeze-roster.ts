import type { CyclePlanRow } from '../../db/cycle/plan-rows.ts';
import type { StratumPlan } from '../../domain/draw/build-announcement.ts';
import { compareUtf8 } from '../../domain/draw/canonical.ts';
import type { Exclusion } from '../../domain/draw/commitments.ts';
import { type UnitKey, unitKey } from '../../domain/draw/labels.ts';
import type { Profile } from '../../domain/draw/profile.ts';
import { type RosterCommitment, type RosterEntry, rosterCommitter } from '../../domain/draw/roster.ts';
import type { Period } from '../../domain/strata/batches.ts';
import { rowStrata, type StrataOfRow } from '../../domain/strata/row-strata.ts';
import type { DrawSetting } from '../../domain/strata/row-to-draw.ts';
import type { Step } from '../shared/step.ts';
import { countFirst, type Gathering, gather, openGatherings } from './gatherings.ts';
import { openRegister } from './registered-units.ts';

export interface FrozenRow {
  readonly number: string;
  /** Gzipped, see `roster-file.ts`. */
  readonly data: Buffer;
  readonly entries: number;
}

export interface FrozenRoster {
  readonly commitment: RosterCommitment;
  readonly exclusions: readonly Exclusion[];
  readonly rows: readonly FrozenRow[];
  /** The strata of all rows as their rules and the register make them, in the order of the rows. */
  readonly strata: readonly StratumPlan[];
  /** What the plan asks for and the register does not allow. */
  readonly conflicts: StrataOfRow['conflicts'];
}

/** Of which cycle the lists are, and the days on which its visits may take place. */
export interface RosterScope {
  readonly cycle: { readonly id: string; readonly year: number };
  readonly visits: Period;
}

/** How the list is committed to. */
export interface RosterHashing {
  readonly profile: Profile;
  /** Is given the unit of every entry, ascending; a unit of several strata several times in a row. */
  onUnit(unit: UnitKey): void;
}

const openRegisterFor = (step: Step, { cycle }: RosterScope, rows: readonly CyclePlanRow[]) => {
  const twice = rows.some(({ rule }) => rule?.coverage !== undefined);
  const isCapped =
    step.settings.draw.visitsPerYear !== null || rows.some(({ rule }) => rule?.cap !== undefined);
  return openRegister(step, {
    cycleId: cycle.id,
    year: cycle.year,
    categories: [...new Set(rows.map(({ scopeCategory }) => scopeCategory))],
    withMarks: rows.some(({ rule }) => rule !== null),
    withPast: twice || isCapped,
    twice,
  });
};

interface Placed {
  readonly entry: RosterEntry;
  readonly gathering: Gathering;
}

const byStratum = (a: Placed, b: Placed): number => compareUtf8(a.entry.stratum, b.entry.stratum);

/**
 * Freezes the list of every plan row from the register (抽取名单): by the row's scope and rule; whoever is left out is
 * named with the reason. One pass over the register serves all rows, two where a row covers without repeats.
 */
export const freezeRoster = async (
  step: Step,
  drawId: string,
  rows: readonly CyclePlanRow[],
  scope: RosterScope,
  { profile, onUnit }: RosterHashing,
): Promise<FrozenRoster> => {
  const { visitsPerYear, reserveDepth: reserve } = step.settings.draw;
  const setting: DrawSetting = { year: scope.cycle.year, visitsPerYear };
  const committer = rosterCommitter(drawId, { merkle: true, profile });
  const exclusions: Exclusion[] = [];
  const gatherings = openGatherings(rows);
  const register = await openRegisterFor(step, scope, rows);
  await countFirst(register.pages, setting, gatherings);
  for await (const page of register.pages()) {
    for (const unit of page) {
      // Of a register to which somebody was added this very moment: the next attempt gives the code.
      if (unit.code === null) throw new Error('a person of the register has no code yet');
      const code = unitKey(unit.kind, unit.code);
      const placed: Placed[] = [];
      for (const gathering of gatherings) {
        gather(gathering, setting, unit, {
          code,
          onEntry: (entry) => placed.push({ entry, gathering }),
          onExclusion: (reason) => exclusions.push({ code, row: Number(gathering.row.number), reason }),
        });
      }
      // The order of the commitment: a unit's entries by the bytes of their strata.
      if (placed.length > 1) placed.sort(byStratum);
      for (const { entry, gathering } of placed) {
        committer.add(entry);
        onUnit(code);
        await gathering.file.add(entry);
      }
    }
  }
  await register.close();
  const settled = gatherings.map(({ row, counter, weighted }) =>
    rowStrata(row, counter.tally(), { visits: scope.visits, reserve, weighted }),
  );
  return {
    commitment: committer.finish(),
    exclusions,
    rows: await Promise.all(
      gatherings.map(async ({ row, file }) => ({
        number: row.number,
        data: await file.finish(),
        entries: file.entries,
      })),
    ),
    strata: settled.flatMap(({ strata }) => strata),
    conflicts: settled.flatMap(({ conflicts }) => conflicts),
  };
};
