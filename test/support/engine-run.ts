/** The production workers on a time-skipping server over a test's own database: the whole machine, but for people. */
import type { Kysely } from 'kysely';
import type { RandomnessSource } from '../../activities/draw/randomness.ts';
import { createEngine, type Engine } from '../../activities/shared/engine.ts';
import type { Database } from '../../db/connect.ts';
import type { TimeSkippingServer } from '../../tools/temporal/time-skipping.ts';
import { startWorkers } from '../../workers/run-workers.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { startTestTemporal } from './temporal.ts';

export interface EngineRun {
  readonly temporal: TimeSkippingServer;
  readonly engine: Engine;
  /** Lets time pass until an instant (RFC 3339); what was due before it is done. */
  until(instant: string): Promise<void>;
  stop(): Promise<void>;
}

export const startEngineRun = async (
  db: Kysely<Database>,
  options: { readonly initialTime: string; readonly randomness: RandomnessSource },
): Promise<EngineRun> => {
  const temporal = await startTestTemporal(options.initialTime);
  const engine = createEngine(temporal.client);
  const workers = await startWorkers({
    connection: temporal.nativeConnection,
    namespace: 'default',
    workflowBundle: await workflowBundle(),
    deps: { db, engine, randomness: options.randomness },
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
