import { Worker as Thread } from 'node:worker_threads';
import { Worker } from '@temporalio/worker';
import {
  ThreadedVMWorkflowCreator,
  WorkerThreadClient,
} from '@temporalio/worker/lib/workflow/threaded-vm.js';
import { newPulse, watchPulse } from './pulse.ts';

type CreateWorkflowCreator = (typeof Worker)['createWorkflowCreator'];

/**
 * The SDK's worker, its workflows in {@link import('./thread.ts')} instead of the SDK's own thread. It fails when that
 * is stuck, and a worker that fails ends its process.
 */
export class LeanWorker extends Worker {
  protected static override createWorkflowCreator: CreateWorkflowCreator = async (
    workflowBundle,
    { isolateExecutionTimeoutMs, activities },
    logger,
  ) => {
    const pulse = newPulse();
    const thread = new Thread(new URL('thread.ts', import.meta.url), { workerData: pulse });
    const endWatch = watchPulse(pulse, () => {
      logger.error('a workflow never ends: its thread is stopped');
      void thread.terminate();
    });
    thread.once('exit', endWatch);
    const client = new WorkerThreadClient(thread, logger);
    await client.send({
      type: 'init',
      workflowBundle,
      isolateExecutionTimeoutMs,
      reuseV8Context: true,
      registeredActivityNames: new Set(activities.keys()),
      hasPatchActivationCallback: false,
    });
    return new ThreadedVMWorkflowCreator([client]);
  };
}
