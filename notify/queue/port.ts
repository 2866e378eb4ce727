import type { MessageLane } from '../../domain/notice/catalog.ts';

/**
 * What the notifier needs of a queue, and no more: the store behind it (Redis or PostgreSQL) can be lost or
 * replaced, because the outbox knows what is still owed.
 */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  queue(name: string): MessageQueue;
  /** Starts at once. A handler that throws {@link RetryLater} is called again after its delay. */
  consume(name: string, handler: JobHandler, options: { readonly concurrency: number }): QueueConsumer;
}

export type JobHandler = (messageId: string) => Promise<void>;

/** A job is a message's id and its place in line; nothing of a person goes into a queue. */
export interface QueueJob {
  readonly messageId: string;
  readonly lane: MessageLane;
}

export interface MessageQueue {
  /** Adding a message that is already in the queue changes nothing. @throws soon, where the store is down */
  add(jobs: readonly QueueJob[]): Promise<void>;
  /** Jobs that wait, run or wait for another try. */
  unfinished(): Promise<number>;
  close(): Promise<void>;
}

export interface QueueConsumer {
  /** Takes nothing new, waits for the jobs in hand, then lets go of its connections. */
  close(): Promise<void>;
}

/** Asks for the same job again later. */
export class RetryLater extends Error {
  readonly delayMs: number;

  constructor(delayMs: number) {
    super(`retry in ${delayMs} ms`);
    this.name = 'RetryLater';
    this.delayMs = delayMs;
  }
}
