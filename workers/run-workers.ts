import { type NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { RandomnessSource } from '../activities/draw/randomness.ts';
import type { ActivityDeps } from '../activities/shared/deps.ts';
import type { Logger } from '../runtime/log.ts';
import { CYCLE_QUEUE, TASK_QUEUE } from '../workflows/shared/contract.ts';
import { createCycleQueueActivities, createTaskQueueActivities } from './activities.ts';
import { loggedSteps } from './logged-steps.ts';

/**
 * Workflows kept in memory. The SDK's own growth has killed workers (OOM), so the number is fixed and small: what is
 * evicted is replayed from a history of a hundred events.
 */
const CACHED_WORKFLOWS = 300;
/** Below a container's usual 30 seconds before it is killed. */
const DRAIN_SECONDS = 20;

export interface WorkersOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly workflowBundle: WorkflowBundleOption;
  readonly deps: ActivityDeps & { readonly randomness: RandomnessSource };
  /** Connections for the many short steps (`short-steps.ts`). @default those of {@link deps} */
  readonly shortSteps?: ActivityDeps['db'];
  /** Where the end of each step is told. @default nowhere */
  readonly log?: Logger;
  /** Activities of a rehearsal's actors, served on the cycle queue. */
  readonly further?: Parameters<typeof createCycleQueueActivities>[1];
}

export interface RunningWorkers {
  /** Resolves when both have drained; rejects when one fails. */
  readonly finished: Promise<void>;
  /** Both take work. */
  isRunning(): boolean;
  stop(): Promise<void>;
}

/** Starts the workers of both queues in this process. */
export const startWorkers = async (options: WorkersOptions): Promise<RunningWorkers> => {
  const { connection, namespace, workflowBundle, deps, shortSteps = deps.db, further, log } = options;
  const told = (steps: ReturnType<typeof createTaskQueueActivities>) =>
    log === undefined ? steps : loggedSteps(log, steps);
  const shared = {
    connection,
    namespace,
    workflowBundle,
    maxCachedWorkflows: CACHED_WORKFLOWS,
    shutdownGraceTime: `${DRAIN_SECONDS}s`,
  } as const;
  const workers = [
    await Worker.create({
      ...shared,
      taskQueue: CYCLE_QUEUE,
      activities: told(createCycleQueueActivities(deps, further)),
    }),
    await Worker.create({
      ...shared,
      taskQueue: TASK_QUEUE,
      activities: told(createTaskQueueActivities({ ...deps, db: shortSteps })),
    }),
  ];
  const stopAll = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const runs = workers.map((worker) => worker.run());
  // One that fails takes the other with it: a process that serves half its queues looks alive and is not.
  for (const run of runs) run.catch(stopAll);
  const finished = Promise.all(runs).then(() => undefined);
  return {
    finished,
    isRunning: () => workers.every((worker) => worker.getState() === 'RUNNING'),
    stop: async () => {
      stopAll();
      await finished;
    },
  };
};
