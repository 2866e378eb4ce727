import {
  type ActivityOptions,
  type LocalActivityOptions,
  patched,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';

const RETRY = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' } as const;

/**
 * A step writes facts in one short transaction and may run twice, so it is tried until it is through: a database
 * that restarts only delays it. Refusals are not retryable and come back at once.
 */
export const WRITES_FACTS: ActivityOptions = { startToCloseTimeout: '30s', retry: RETRY };

/**
 * The same inside the workflow's own task: one round trip to the server where an activity of its own takes three, and
 * an officer waits for each. Past the threshold the next try waits for a timer, so that nothing holds the task.
 */
const WRITES_FACTS_HERE: LocalActivityOptions = { ...WRITES_FACTS, localRetryThreshold: '5s' };

/** Work over a whole cycle (a draw over a large register, pages of starts): longer, with a heartbeat. */
export const WORKS_THROUGH_MANY: ActivityOptions = {
  startToCloseTimeout: '30m',
  heartbeatTimeout: '2m',
  retry: { ...RETRY, initialInterval: '2s' },
};

/** The steps of a subject of which there are many (task, publication, order). Call it inside the workflow. */
export const shortSteps = <A>(): ReturnType<typeof proxyActivities<A>> =>
  patched('shared/steps-in-the-workflow-task-2026-11')
    ? (proxyLocalActivities<A>(WRITES_FACTS_HERE) as ReturnType<typeof proxyActivities<A>>)
    : proxyActivities<A>(WRITES_FACTS);
