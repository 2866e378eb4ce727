import type { ActivityOptions } from '@temporalio/workflow';

/**
 * A step writes facts in one short transaction and may run twice, so it is tried until it is through: a database
 * that restarts only delays it. Refusals are not retryable and come back at once.
 */
export const WRITES_FACTS: ActivityOptions = {
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
};

/** Work over a whole cycle (a draw over a large register, pages of starts): longer, with a heartbeat. */
export const WORKS_THROUGH_MANY: ActivityOptions = {
  startToCloseTimeout: '30m',
  heartbeatTimeout: '2m',
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '1m' },
};
