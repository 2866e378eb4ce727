/** Counts of a row's units by group: all that its quotas are computed from. */
import type { Stand } from './place-unit.ts';

export interface GroupTally {
  /** N: units that may be drawn, those that had their turn included. */
  eligible: number;
  /** Of them, those that the item drew in this round already. */
  covered: number;
}

export interface RowTally {
  readonly groups: ReadonlyMap<string, GroupTally>;
  /** Distinct units, of which one may stand in two groups. */
  readonly units: number;
}

const emptyGroup = (): GroupTally => ({ eligible: 0, covered: 0 });

/** Counts the units of one row as they come in. */
export class RowCounter {
  private readonly groups = new Map<string, GroupTally>();
  private units = 0;

  add(stand: Extract<Stand, { kind: 'listed' }>): void {
    this.units += 1;
    for (const name of stand.groups) {
      let group = this.groups.get(name);
      if (group === undefined) {
        group = emptyGroup();
        this.groups.set(name, group);
      }
      group.eligible += 1;
      if (stand.covered) group.covered += 1;
    }
  }

  tally(): RowTally {
    return { groups: this.groups, units: this.units };
  }
}

const NOBODY: GroupTally = emptyGroup();

export const groupOf = ({ groups }: RowTally, name: string): GroupTally => groups.get(name) ?? NOBODY;
