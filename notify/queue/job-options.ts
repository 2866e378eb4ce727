import type { JobsOptions } from 'bullmq';
import type { MessageLane } from '../../domain/notice/catalog.ts';

/** BullMQ serves lower numbers first. */
const LANE_PRIORITY: Readonly<Record<MessageLane, number>> = { urgent: 1, normal: 2, bulk: 3 };

/** The outbox decides when a message is given up, so this only has to be more than it ever asks for. */
const MORE_TRIES_THAN_EVER_USED = 1000;

/** For a handler that failed before it could say anything, such as without a database. */
const UNEXPLAINED_RETRY_MS = 5_000;

/**
 * Adding a job twice is one job. A finished one is removed at once: what happened is in `message_attempt`, and a job that
 * the queue does not hold any more is one that needs no waiting for.
 */
export const jobOptions = (jobId: string, lane: MessageLane): JobsOptions => ({
  jobId,
  priority: LANE_PRIORITY[lane],
  attempts: MORE_TRIES_THAN_EVER_USED,
  backoff: { type: 'fixed', delay: UNEXPLAINED_RETRY_MS },
  removeOnComplete: true,
  removeOnFail: true,
  stackTraceLimit: 1,
});
