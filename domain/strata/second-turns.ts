/** Where the units of a row stand once it is known whether those that had a turn get a second one. */
import { secondTurnOf } from './coverage-turns.ts';
import type { ExclusionReason } from './exclusion-reasons.ts';
import type { Stand } from './place-unit.ts';
import { rowQuotas } from './row-quotas.ts';
import type { RowTally } from './row-tally.ts';
import { type RowToDraw, stratumId } from './row-to-draw.ts';

/** Groups whose units without a turn do not suffice. */
export type SecondTurns = ReadonlySet<string>;

/** @param tally absent where the row does not cover without repeats: nobody then counts as covered */
export const secondTurnsOf = (row: RowToDraw, tally: RowTally | undefined): SecondTurns =>
  new Set(
    tally === undefined
      ? []
      : rowQuotas(row, tally)
          .groups.filter(({ isSecondTurn }) => isSecondTurn)
          .map(({ group }) => group),
  );

interface Place {
  readonly strata: readonly string[];
  /** Why the unit is on no list of the row; null where it is, and where the row does not mean it at all. */
  readonly reason: ExclusionReason | null;
}

const NOWHERE: Place = { strata: [], reason: null };

/** Strata of a unit for one row. */
export const placeUnit = (row: RowToDraw, stand: Stand, turns: SecondTurns = new Set()): Place => {
  if (stand.kind === 'outside') return NOWHERE;
  if (stand.kind === 'excluded') return { strata: [], reason: stand.reason };
  if (!stand.covered) return { strata: stand.groups.map((group) => stratumId(row, group)), reason: null };
  const again = stand.groups.map(secondTurnOf).filter((group) => turns.has(group));
  if (again.length > 0) return { strata: again.map((group) => stratumId(row, group)), reason: null };
  const isOver = row.rule?.coverage?.whenAllHadTheirTurn === 'stop';
  return { strata: [], reason: isOver ? 'already-inspected' : 'had-a-turn' };
};
