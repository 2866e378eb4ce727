import type { Team } from '../../../../domain/assignment/assignment.ts';
import type { UnitKey } from '../../../../domain/draw/labels.ts';
import type { PublicInspectors } from '../../../../domain/draw/public-inspectors.ts';

/** A case of `test/vectors/dr1-assignments.json`. */
export interface GoldenAssignment {
  readonly name: string;
  readonly prk: string;
  readonly inspectors: PublicInspectors;
  readonly visits: readonly {
    readonly unit: UnitKey;
    readonly rows: readonly number[];
    readonly slots: number;
    readonly barred: readonly string[];
    readonly last: readonly string[];
  }[];
  readonly result: { readonly status: string; readonly teams: readonly Team[] };
}
