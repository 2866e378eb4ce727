import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Engine } from './engine.ts';

/** The part of a source of randomness that says again what it said before: `RandomnessSource`. */
export interface Salts {
  saltOf(drawId: string, inspectorId: string): string;
}

/** What every family's activities are made from. */
export interface ActivityDeps {
  readonly db: Kysely<Database>;
  readonly engine: Engine;
  /** What a rehearsal's keys are made from; without it what needs them stays unsigned. */
  readonly randomness?: Salts;
}
