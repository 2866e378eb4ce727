import type { Kysely, RawBuilder } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { EventKind } from '../../../domain/rehearsal/events.ts';

/** The facts of one rehearsed year, and what its scenario had in store. */
export interface RehearsedYear {
  readonly db: Kysely<Database>;
  readonly authorityId: string;
  readonly year: number;
  readonly seed: number;
  readonly eventOf: ReadonlyMap<string, EventKind>;
  /** Events that found no suitable task in the whole year. */
  readonly unplaced: readonly EventKind[];
  readonly amended: boolean;
}

/** One fact that was looked at, and what is wrong with it (Chinese); null: nothing. */
export interface CheckedFact {
  readonly fact: string;
  readonly fault: string | null;
}

export type Invariant = (year: RehearsedYear) => Promise<readonly CheckedFact[]>;

export interface CheckOutcome {
  readonly holds: boolean;
  readonly checked: number;
  /** The first few facts that break it. */
  readonly examples: readonly string[];
}

const EXAMPLES = 5;

/** An invariant that looked at nothing does not hold: it would have found nothing either way. */
export const outcomeOf = (facts: readonly CheckedFact[]): CheckOutcome => {
  const broken = facts.filter(({ fault }) => fault !== null);
  return {
    holds: facts.length > 0 && broken.length === 0,
    checked: facts.length,
    examples: broken.slice(0, EXAMPLES).map(({ fact, fault }) => `${fact}：${fault}`),
  };
};

/** An invariant that is one statement, which gives a row per fact. */
export const bySql =
  (statement: (year: RehearsedYear) => RawBuilder<CheckedFact>): Invariant =>
  async (year) =>
    (await statement(year).execute(year.db)).rows;
