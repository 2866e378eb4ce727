/**
 * The thread in which workflow code runs: the SDK's own program, without what costs more than the workflows themselves.
 *
 * - For each promise of a workflow the SDK writes down where it was made, translated through source maps, for the
 *   query `__stack_trace` alone: two fifths of this thread's time for a command. Our workflows wait in one place,
 *   `workflows/shared/subject-loop.ts`.
 * - For each call into a workflow, five for one activation, it starts a thread of the system that would stop the call
 *   after five seconds: 0.1 ms each. {@link import('./pulse.ts')} watches for the same all the time, and starts nothing.
 */
import v8 from 'node:v8';
import vm from 'node:vm';
import { workerData } from 'node:worker_threads';
import { beat } from './pulse.ts';

const { runInContext } = vm.Script.prototype;
vm.Script.prototype.runInContext = function unwatched(context, options = {}) {
  const { timeout: _, ...others } = options;
  return runInContext.call(this, context, others);
};

// Promises are made and not followed: the query then tells of none.
Object.assign(v8.promiseHooks, { createHook: () => () => undefined });

beat(workerData as SharedArrayBuffer);
await import('@temporalio/worker/lib/workflow/workflow-worker-thread.js');
