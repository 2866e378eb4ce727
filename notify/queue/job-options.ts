import type { JobsOptions } from 'bullmq';
import type { MessageLane } from '../../domain/notice/catalog.ts';
import { RetryLater } from './port.ts';

/** BullMQ serves lower numbers first. */
const LANE_PRIORITY: Readonly<Record<MessageLane, number>> = { urgent: 1, normal: 2, bulk: 3 };

/** The outbox decides when a message is given up, so this only has to be more than it ever asks for. */
const MORE_TRIES_THAN_EVER_USED = 1000;

/** For a handler that failed before it could say anything, such as without a database. */
const UNEXPLAINED_RETRY_MS = 5_000;

/**
 * The id derives from the message, so that adding twice is one job. Finished jobs are removed at once: a stored one
 * would swallow a later job of the same id, and what happened is in `message_attempt` anyway.
 */
export const jobOptions = (messageId: string, lane: MessageLane): JobsOptions => ({
  jobId: messageId,
  priority: LANE_PRIORITY[lane],
  attempts: MORE_TRIES_THAN_EVER_USED,
  backoff: { type: 'as-asked' },
  removeOnComplete: true,
  removeOnFail: true,
  stackTraceLimit: 1,
});

/** BullMQ's `settings.backoffStrategy`: the delay that the handler asked for. */
export const retryDelayMs = (_attemptsMade: number, _type?: string, error?: Error): number =>
  error instanceof RetryLater ? error.delayMs : UNEXPLAINED_RETRY_MS;
