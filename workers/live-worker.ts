import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { liveSource } from '../activities/draw/sources/live-source.ts';
import { createEngine } from '../activities/shared/engine.ts';
import { openDatabase } from '../db/connect.ts';
import { databaseAnswers } from '../db/database-answers.ts';
import { installationMode } from '../db/installation.ts';
import type { Logger } from '../runtime/log.ts';
import { startReconciler } from './reconciler.ts';
import { startWorkers } from './run-workers.ts';
import { startSealer } from './sealer.ts';
import { openForShortSteps } from './short-steps.ts';
import { workflowBundle } from './workflow-bundle.ts';

export interface LiveWorkerOptions {
  readonly databaseUrl: string;
  /** HOST:PORT of the Temporal frontend. */
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly log: Logger;
}

export interface LiveWorker {
  /** Resolves after {@link stop}; rejects when a worker fails. */
  readonly finished: Promise<void>;
  /** Its workers take work, and its database answers. */
  isReady(): Promise<boolean>;
  stop(): Promise<void>;
}

/**
 * The worker of a live system: both task queues, the sealer of the audit chain, and the reconciler that guards the
 * engine itself. It refuses a rehearsal's database, and it knows no source of randomness that takes a seed.
 */
export const startLiveWorker = async (options: LiveWorkerOptions): Promise<LiveWorker> => {
  const { databaseUrl, temporalAddress, namespace, log } = options;
  const db = openDatabase(databaseUrl, { applicationName: 'temporal-worker' });
  const shortSteps = openForShortSteps(databaseUrl);
  const opened: (() => Promise<unknown>)[] = [() => db.destroy(), () => shortSteps.destroy()];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.toReversed()) await close();
  };
  try {
    if ((await installationMode(db)) !== 'live')
      throw new Error('本库为演练库，不能用于正式运行（the database is a rehearsal’s）');
    const bundle = await workflowBundle();
    const nativeConnection = await NativeConnection.connect({ address: temporalAddress });
    opened.push(() => nativeConnection.close());
    const connection = await Connection.connect({ address: temporalAddress });
    opened.push(() => connection.close());
    const client = new Client({ connection, namespace });
    const sealer = startSealer(db, log);
    opened.push(() => sealer.stop());
    const workers = await startWorkers({
      connection: nativeConnection,
      namespace,
      workflowBundle: bundle,
      deps: { db, engine: createEngine(client), randomness: liveSource() },
      shortSteps,
      log,
    });
    opened.push(() => workers.stop());
    const reconciler = startReconciler({ db, client, log });
    opened.push(() => reconciler.stop());
    return {
      finished: workers.finished,
      isReady: async () => workers.isRunning() && (await databaseAnswers(db)),
      stop: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
};
