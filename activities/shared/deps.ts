import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Engine } from './engine.ts';

/** What every family's activities are made from. */
export interface ActivityDeps {
  readonly db: Kysely<Database>;
  readonly engine: Engine;
}
