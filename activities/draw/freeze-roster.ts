import type { StratumPlan } from '../../domain/draw/build-announcement.ts';
import { compareUtf8 } from '../../domain/draw/canonical.ts';
import type { Exclusion } from '../../domain/draw/commitments.ts';
import { type UnitKey, unitKey } from '../../domain/draw/labels.ts';
import type { Profile } from '../../domain/draw/profile.ts';
import { type RosterCommitment, type RosterEntry, rosterCommitter } from '../../domain/draw/roster.ts';
import type { Period } from '../../domain/strata/batches.ts';
import { standOf } from '../../domain/strata/place-unit.ts';
import { rowStrata, type StrataOfRow } from '../../domain/strata/row-strata.ts';
import { RowCounter, type RowTally } from '../../domain/strata/row-tally.ts';
import type { DrawSetting, RowToDraw } from '../../domain/strata/row-to-draw.ts';
import { placeUnit, type SecondTurns, secondTurnsOf } from '../../domain/strata/second-turns.ts';
import type { CyclePlanRow } from '../shared/cycle-plan-rows.ts';
import type { Step } from '../shared/step.ts';
import { type ListedUnit, openRegister } from './registered-units.ts';
import { RosterWriter } from './roster-file.ts';

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

/** A plan row with what is gathered for it. */
interface Gathering {
  readonly row: RowToDraw;
  readonly file: RosterWriter;
  readonly counter: RowCounter;
  readonly weighted: Set<string>;
}

const rowToDraw = (row: CyclePlanRow): RowToDraw => ({
  number: row.number,
  itemId: row.itemId,
  drawType: row.drawType,
  ratio: { numerator: row.ratioNumerator, denominator: row.ratioDenominator, kind: row.ratioKind },
  category: row.scopeCategory,
  area: row.scopeArea,
  foundedBefore: row.scopeFoundedBefore,
  rule: row.rule,
});

const openGatherings = (rows: readonly CyclePlanRow[]): Gathering[] =>
  rows
    .map((row) => ({
      row: rowToDraw(row),
      file: new RosterWriter(),
      counter: new RowCounter(),
      weighted: new Set<string>(),
    }))
    .sort((a, b) => Number(a.row.number) - Number(b.row.number));

type Register = Awaited<ReturnType<typeof openRegister>>;

const count = (setting: DrawSetting, gatherings: readonly Gathering[], unit: ListedUnit): void => {
  for (const { row, counter } of gatherings) {
    const stand = standOf(row, setting, unit);
    if (stand.kind === 'listed') counter.add(stand);
  }
};

/** Who gets a second turn depends on how many had none: rows that cover without repeats are counted first. */
const countFirst = async (
  register: Register,
  setting: DrawSetting,
  gatherings: readonly Gathering[],
): Promise<ReadonlyMap<string, RowTally>> => {
  const covering = gatherings.filter(({ row }) => row.rule?.coverage !== undefined);
  if (covering.length > 0) {
    for await (const page of register.pages()) for (const unit of page) count(setting, covering, unit);
  }
  return new Map(covering.map(({ row, counter }) => [row.number, counter.tally()]));
};

interface Placed {
  readonly entry: RosterEntry;
  readonly gathering: Gathering;
}

/**
 * Freezes the list of every plan row from the register (抽取名单): by the row's scope and rule; whoever is left out is
 * named with the reason. One pass over the register serves all rows, two where a row covers without repeats.
 */
export const freezeRoster = async (
  step: Step,
  drawId: string,
  rows: readonly CyclePlanRow[],
  { cycle, visits }: RosterScope,
  { profile, onUnit }: RosterHashing,
): Promise<FrozenRoster> => {
  const { visitsPerYear, reserveDepth } = step.settings.draw;
  const setting: DrawSetting = { year: cycle.year, visitsPerYear };
  const committer = rosterCommitter(drawId, { merkle: true, profile });
  const exclusions: Exclusion[] = [];
  const gatherings = openGatherings(rows);
  const twice = rows.some(({ rule }) => rule?.coverage !== undefined);
  const register = await openRegister(step, {
    cycleId: cycle.id,
    year: cycle.year,
    categories: [...new Set(rows.map(({ scopeCategory }) => scopeCategory))],
    withPast: twice || visitsPerYear !== null || rows.some(({ rule }) => rule?.cap !== undefined),
    twice,
  });
  const counted = await countFirst(register, setting, gatherings);
  const turns = new Map<string, SecondTurns>(
    gatherings.map(({ row }) => [row.number, secondTurnsOf(row, counted.get(row.number))]),
  );

  const placesOf = (unit: ListedUnit, code: UnitKey, gathering: Gathering): Placed[] => {
    const { row, counter, weighted } = gathering;
    const stand = standOf(row, setting, unit);
    const placed = placeUnit(row, stand, turns.get(row.number));
    if (placed.reason !== null) exclusions.push({ code, row: Number(row.number), reason: placed.reason });
    if (stand.kind !== 'listed') return [];
    if (!counted.has(row.number)) counter.add(stand);
    return placed.strata.map((stratum) => {
      if (stand.weight !== 1) weighted.add(stratum);
      return { entry: { code, stratum, w: stand.weight }, gathering };
    });
  };

  for await (const page of register.pages()) {
    for (const unit of page) {
      const code = unitKey(unit.kind, unit.code);
      const placed = gatherings.flatMap((gathering) => placesOf(unit, code, gathering));
      placed.sort((a, b) => compareUtf8(a.entry.stratum, b.entry.stratum));
      for (const { entry, gathering } of placed) {
        committer.add(entry);
        onUnit(code);
        await gathering.file.add(entry);
      }
    }
  }
  await register.close();
  const settled = gatherings.map(({ row, counter, weighted }) =>
    rowStrata(row, counter.tally(), { visits, reserve: reserveDepth, weighted }),
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
