import type { MessageLane } from '../../domain/notice/catalog.ts';

/**
 * What the notifier needs of a queue, and no more: the store behind it (Redis or PostgreSQL) can be lost or
 * replaced, because the outbox knows what is still owed.
 */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  queue(name: string): MessageQueue;
  /** Starts at once. A handler that throws is called again some seconds later. */
  consume(name: string, handler: JobHandler, options: { readonly concurrency: number }): QueueConsumer;
}

export type JobHandler = (messageIds: readonly string[]) => Promise<void>;

/** A job is the ids of messages that one call takes, and their place in line; nothing of a person goes into a queue. */
export interface QueueJob {
  /** A UUID. */
  readonly id: string;
  readonly lane: MessageLane;
  readonly messageIds: readonly string[];
}

export interface MessageQueue {
  /** Adding a job that is already in the queue changes nothing. @throws soon, where the store is down */
  add(jobs: readonly QueueJob[]): Promise<void>;
  /** Those of the jobs that the queue does not hold: they are done, or were lost. */
  missing(jobIds: readonly string[]): Promise<string[]>;
  /** Jobs that wait, run or wait for another try. */
  depth(): Promise<number>;
  close(): Promise<void>;
}

export interface QueueConsumer {
  /** Takes nothing new, waits for the jobs in hand, then lets go of its connections. */
  close(): Promise<void>;
}
