import type { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { Kysely } from 'kysely';
import { rehearsalSource } from '../activities/draw/rehearsal-source.ts';
import type { Play } from '../activities/rehearsal/deps.ts';
import { createRehearsalActivities } from '../activities/rehearsal/rehearsal.activities.ts';
import { createEngine } from '../activities/shared/engine.ts';
import type { Database } from '../db/connect.ts';
import { type RunningWorkers, startWorkers } from './run-workers.ts';
import { workflowBundle } from './workflow-bundle.ts';

export interface RehearsalWorkerOptions {
  readonly db: Kysely<Database>;
  readonly client: Client;
  readonly connection: NativeConnection;
  readonly play: Play;
}

/**
 * The production workers of both queues, with the actors' activities beside them and the sealed source in place of a
 * public one. @throws Refusal Forbidden in a database that is not a rehearsal's
 */
export const startRehearsalWorker = async (options: RehearsalWorkerOptions): Promise<RunningWorkers> => {
  const { db, client, connection, play } = options;
  const engine = createEngine(client);
  return startWorkers({
    connection,
    namespace: 'default',
    workflowBundle: await workflowBundle(),
    deps: { db, engine, randomness: await rehearsalSource(db, String(play.seed)) },
    further: [createRehearsalActivities({ db, engine, client, play })],
  });
};
