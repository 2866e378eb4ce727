/** Who visits whom after the draw: the teams of the record, as substitutions and changed seats leave them. */

interface Takeover {
  readonly at: string;
  readonly unit: string;
  readonly substitute: string;
  readonly team: readonly string[];
}

/** Somebody who gives a seat up. */
interface Leaving {
  readonly at: string;
  readonly unit: string;
  readonly slot: number;
  readonly substitute: string;
}

/**
 * Follows the events of a draw. Several substitutes that replace one unit at one instant take the team over one after
 * another, in the order of their events: the seats of each that change hands on the way come before the next one's.
 */
export class StandingTeams {
  private readonly byUnit: Map<string, readonly string[]>;
  private readonly visits: Set<string>;
  private readonly replaced = new Set<string>();
  private readonly givenUp = new Map<string, Set<string>>();
  private waiting: Takeover[] = [];
  private taking: Takeover | undefined;

  /** @param drawn units with a visit @param teams none where nobody was assigned */
  constructor(
    drawn: readonly string[],
    teams: readonly { readonly unit: string; readonly inspectors: readonly string[] }[],
  ) {
    this.visits = new Set(drawn);
    this.byUnit = new Map(teams.map(({ unit, inspectors }) => [unit, inspectors]));
  }

  /** Every team as it stands before an event about `unit` at `at`. */
  before(at: string, unit: string): ReadonlyMap<string, readonly string[]> {
    if (!this.isTakingOver(at, unit)) {
      const place = this.waiting.findIndex((each) => each.at === at && each.substitute === unit);
      this.settle(place < 0 ? this.waiting.length : place + 1);
    }
    return this.byUnit;
  }

  /** Whether a unit has, or had, a visit of this draw; what one step brings about counts from the next on. */
  isVisited(at: string, unit: string, leaving: string): boolean {
    const inThisStep = this.waiting.some(
      (each) => each.at === at && each.unit === leaving && each.substitute === unit,
    );
    return !inThisStep && this.visits.has(unit);
  }

  /** Whether a unit gave way in a stratum before. */
  isReplaced(stratum: string, unit: string): boolean {
    return this.replaced.has(`${stratum} ${unit}`);
  }

  hasGivenUp(unit: string, inspector: string): boolean {
    return this.givenUp.get(unit)?.has(inspector) === true;
  }

  substitute(at: string, stratum: string, unit: string, substitute: string | null): void {
    const isOneStep = this.waiting[0]?.at === at && this.waiting[0].unit === unit;
    if (!isOneStep) this.settle(this.waiting.length);
    this.replaced.add(`${stratum} ${unit}`);
    if (substitute === null || this.waiting.some((each) => each.substitute === substitute)) return;
    this.visits.add(substitute);
    const team = this.byUnit.get(unit) ?? this.waiting[0]?.team ?? [];
    this.waiting.push({ at, unit, substitute, team });
    this.byUnit.delete(unit);
  }

  /** A seat changed hands. Who could not go over with his team gave up no seat of the new visit. */
  seat({ at, unit, slot, substitute }: Leaving): void {
    const team = this.byUnit.get(unit) ?? [];
    const left = team[slot - 1];
    if (left !== undefined && !this.isTakingOver(at, unit)) {
      const gone = this.givenUp.get(unit) ?? new Set();
      this.givenUp.set(unit, gone.add(left));
    }
    this.byUnit.set(unit, team.with(slot - 1, substitute));
  }

  private isTakingOver(at: string, unit: string): boolean {
    return this.taking?.at === at && this.taking.substitute === unit;
  }

  private settle(count: number): void {
    for (const takeover of this.waiting.splice(0, count)) {
      this.byUnit.set(takeover.substitute, takeover.team);
      this.taking = takeover;
    }
  }
}
