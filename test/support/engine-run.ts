/** The production workers on a time-skipping server over a test's own database: the whole machine, but for people. */
import type { Client } from '@temporalio/client';
import type { Kysely } from 'kysely';
import type { RandomnessSource } from '../../activities/draw/randomness.ts';
import { createEngine, type Engine } from '../../activities/shared/engine.ts';
import type { Database } from '../../db/connect.ts';
import type { TimeSkippingServer } from '../../tools/temporal/time-skipping.ts';
import { startWorkers, type WorkersOptions } from '../../workers/run-workers.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { startTestTemporal } from './temporal.ts';

export interface EngineRun {
  readonly temporal: TimeSkippingServer;
  readonly engine: Engine;
  /** Lets time pass until an instant (RFC 3339); what was due before it is done. */
  until(instant: string): Promise<void>;
  stop(): Promise<void>;
}

export interface EngineRunOptions {
  readonly initialTime: string;
  readonly randomness: RandomnessSource;
  /** Activities beside those of production: a rehearsal's actors. */
  readonly further?: (engine: Engine, client: Client) => NonNullable<WorkersOptions['further']>;
}

export const startEngineRun = async (
  db: Kysely<Database>,
  { initialTime, randomness, further }: EngineRunOptions,
): Promise<EngineRun> => {
  const temporal = await startTestTemporal(initialTime);
  const engine = createEngine(temporal.client);
  const workers = await startWorkers({
    connection: temporal.nativeConnection,
    namespace: 'default',
    workflowBundle: await workflowBundle(),
    deps: { db, engine, randomness },
    ...(further && { further: further(engine, temporal.client) }),
  });
  const openWorkflowIds = async (): Promise<string[]> =>
    (await db.selectFrom('workflowProgress').select('workflowId').where('ended', '=', false).execute()).map(
      ({ workflowId }) => workflowId,
    );
  return {
    temporal,
    engine,
    until: (instant) => temporal.sleepUntil(Date.parse(instant), { openWorkflowIds }),
    stop: async () => {
      await workers.stop();
      await temporal.stop();
    },
  };
};
