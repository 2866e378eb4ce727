/** Everything a worker can run: the one entry of the workflow bundle. */
export { calendar } from './calendar/workflow.ts';
export { draw } from './draw/workflow.ts';
export { inspectionCycle } from './inspection-cycle/workflow.ts';
export { inspectionTask } from './inspection-task/workflow.ts';
export { publication } from './publication/workflow.ts';
export { rectification } from './rectification/workflow.ts';
export { rehearsal } from './rehearsal/workflow.ts';
