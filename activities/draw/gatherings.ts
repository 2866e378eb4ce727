import type { CyclePlanRow } from '../../db/cycle/plan-rows.ts';
import { RosterWriter } from '../../db/draw/roster-file.ts';
import type { UnitKey } from '../../domain/draw/labels.ts';
import type { RosterEntry } from '../../domain/draw/roster.ts';
import type { ExclusionReason } from '../../domain/strata/exclusion-reasons.ts';
import { standOf } from '../../domain/strata/place-unit.ts';
import { RowCounter } from '../../domain/strata/row-tally.ts';
import type { DrawSetting, RowToDraw } from '../../domain/strata/row-to-draw.ts';
import { placeUnit, type SecondTurns, secondTurnsOf } from '../../domain/strata/second-turns.ts';
import type { ListedUnit } from './registered-units.ts';

/** A plan row with what is gathered for it while the register passes by. */
export interface Gathering {
  readonly row: RowToDraw;
  readonly file: RosterWriter;
  readonly counter: RowCounter;
  /** Strata in which a weight is not 1. */
  readonly weighted: Set<string>;
  /** Null: counted with the list itself. */
  turns: SecondTurns | null;
}

/** A plan row as its rule sees it. */
export const rowToDraw = (row: CyclePlanRow): RowToDraw => ({
  number: row.number,
  itemId: row.itemId,
  drawType: row.drawType,
  ratio: { numerator: row.ratioNumerator, denominator: row.ratioDenominator, kind: row.ratioKind },
  category: row.scopeCategory,
  area: row.scopeArea,
  foundedBefore: row.scopeFoundedBefore,
  rule: row.rule,
});

/** By the number of the row. */
export const openGatherings = (rows: readonly CyclePlanRow[]): Gathering[] =>
  rows
    .map((row) => ({
      row: rowToDraw(row),
      file: new RosterWriter(),
      counter: new RowCounter(),
      weighted: new Set<string>(),
      turns: null,
    }))
    .sort((a, b) => Number(a.row.number) - Number(b.row.number));

type Pages = () => AsyncIterable<readonly ListedUnit[]>;

/** Who gets a second turn depends on how many had none: rows that cover without repeats are counted first. */
export const countFirst = async (
  pages: Pages,
  setting: DrawSetting,
  gatherings: readonly Gathering[],
): Promise<void> => {
  const covering = gatherings.filter(({ row }) => row.rule?.coverage !== undefined);
  if (covering.length === 0) return;
  for await (const page of pages()) {
    for (const unit of page) {
      for (const { row, counter } of covering) {
        const stand = standOf(row, setting, unit);
        if (stand.kind === 'listed') counter.add(stand);
      }
    }
  }
  for (const gathering of covering) {
    gathering.turns = secondTurnsOf(gathering.row, gathering.counter.tally());
  }
};

const NO_TURNS: SecondTurns = new Set();

/** Notes a unit for a row: its entries, one for each stratum, or why it has none. */
export const gather = (
  { row, counter, weighted, turns }: Gathering,
  setting: DrawSetting,
  unit: ListedUnit,
  to: {
    readonly code: UnitKey;
    onEntry(entry: RosterEntry): void;
    onExclusion(reason: ExclusionReason): void;
  },
): void => {
  const stand = standOf(row, setting, unit);
  const { strata, reason } = placeUnit(row, stand, turns ?? NO_TURNS);
  if (reason !== null) to.onExclusion(reason);
  if (stand.kind !== 'listed') return;
  if (turns === null) counter.add(stand);
  for (const stratum of strata) {
    if (stand.weight !== 1) weighted.add(stratum);
    to.onEntry({ code: to.code, stratum, w: stand.weight });
  }
};
