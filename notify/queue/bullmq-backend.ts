import { createPostgresBackend, Queue, runMigrations, Worker, withBackend } from 'bullmq';
import pg from 'pg';
import type { Logger } from '../../runtime/log.ts';
import { jobOptions } from './job-options.ts';
import type { JobHandler, MessageQueue, QueueBackend, QueueConsumer, QueueJob } from './port.ts';

const SCHEMA = 'bullmq';
const JOB_NAME = 'deliver';
/** BullMQ keeps an event stream per queue that nobody here reads. */
const EVENTS_KEPT = 100;
/** A store that hangs must not hold up the relay: the outbox keeps the row and tries again. */
const ADD_TIMEOUT_MS = 10_000;

const onPostgres = withBackend(createPostgresBackend);

interface Job {
  readonly messageIds: readonly string[];
}

/** The parts of BullMQ's classes that both backends share. */
interface BullQueue {
  addBulk(jobs: { name: string; data: Job; opts: ReturnType<typeof jobOptions> }[]): Promise<unknown>;
  getJobState(jobId: string): Promise<string>;
  getJobCountByTypes(...types: ('waiting' | 'prioritized' | 'delayed' | 'active')[]): Promise<number>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}
interface BullWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}
type Processor = (job: { readonly data: Job }) => Promise<void>;

interface Makers {
  readonly kind: QueueBackend['kind'];
  queue(name: string): BullQueue;
  worker(name: string, processor: Processor, concurrency: number): BullWorker;
}

export interface QueueBackendOptions {
  readonly databaseUrl: string;
  /** Redis where it is given, else the PostgreSQL backend in a schema of its own. */
  readonly redisUrl?: string | undefined;
  /** After so long without a sign of life a job is given to another worker. @default {@link DEFAULT_LOCK_SECONDS} */
  readonly lockSeconds?: number | undefined;
  readonly log: Logger;
}

const DEFAULT_LOCK_SECONDS = 30;
/** A job that stalled is harmless, the attempt's lease guards the send; it must only not be forgotten. */
const STALLS_ALLOWED = 100;

/** Opens BullMQ on Redis or on PostgreSQL; on PostgreSQL its tables are brought up to date first. */
export const openQueueBackend = async ({
  databaseUrl,
  redisUrl,
  lockSeconds = DEFAULT_LOCK_SECONDS,
  log,
}: QueueBackendOptions): Promise<QueueBackend> => {
  if (redisUrl === undefined) await migrateQueueTables(databaseUrl);
  const makers =
    redisUrl === undefined
      ? postgresMakers(databaseUrl, lockSeconds)
      : redisMakers(redisUrl, redisPrefix(databaseUrl), lockSeconds);
  const logError = (queue: string) => (error: Error) => log.warn({ queue, err: error }, 'queue store error');
  return {
    kind: makers.kind,
    queue: (name) => {
      const queue = makers.queue(name);
      queue.on('error', logError(name));
      return messageQueue(queue);
    },
    consume: (name, handler, { concurrency }) => {
      const worker = makers.worker(name, processorOf(handler), concurrency);
      worker.on('error', logError(name));
      return consumerOf(worker);
    },
  };
};

const messageQueue = (queue: BullQueue): MessageQueue => ({
  add: async (jobs: readonly QueueJob[]) => {
    const adding = queue.addBulk(
      jobs.map(({ id, lane, messageIds }) => ({
        name: JOB_NAME,
        data: { messageIds },
        opts: jobOptions(id, lane),
      })),
    );
    await within(ADD_TIMEOUT_MS, adding);
  },
  missing: async (jobIds) => {
    const states = await within(ADD_TIMEOUT_MS, Promise.all(jobIds.map((jobId) => queue.getJobState(jobId))));
    return jobIds.filter((_, index) => states[index] === 'unknown');
  },
  depth: () =>
    within(ADD_TIMEOUT_MS, queue.getJobCountByTypes('waiting', 'prioritized', 'delayed', 'active')),
  close: () => queue.close(),
});

const consumerOf = (worker: BullWorker): QueueConsumer => ({ close: () => worker.close() });

const processorOf =
  (handler: JobHandler): Processor =>
  (job) =>
    handler(job.data.messageIds);

const within = async <T>(timeoutMs: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`the queue store gave no answer in ${timeoutMs} ms`)),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
};

const workerOptions = (lockSeconds: number) => ({
  lockDuration: lockSeconds * 1000,
  stalledInterval: lockSeconds * 1000,
  maxStalledCount: STALLS_ALLOWED,
});
const queueOptions = { streams: { events: { maxLen: EVENTS_KEPT } } };

/** One Redis may serve several databases, such as a rehearsal's beside the live one: their jobs never mix. */
const redisPrefix = (databaseUrl: string): string =>
  `inspection-${new URL(databaseUrl).pathname.slice(1) || 'default'}`;

/** BullMQ would wait up to 20 s between two tries: so long would everything lie after Redis is back. */
const LONGEST_RECONNECT_MS = 2_000;
const retryStrategy = (tries: number): number => Math.min(LONGEST_RECONNECT_MS, 100 * tries);

const redisMakers = (url: string, prefix: string, lockSeconds: number): Makers => ({
  kind: 'redis',
  queue: (name) =>
    // A producer fails fast, so that the relay notices; a worker waits for Redis to come back.
    new Queue(name, { connection: { url, maxRetriesPerRequest: 1, retryStrategy }, prefix, ...queueOptions }),
  worker: (name, processor, concurrency) =>
    new Worker(name, processor, {
      connection: { url, maxRetriesPerRequest: null, retryStrategy },
      prefix,
      concurrency,
      ...workerOptions(lockSeconds),
    }),
});

const postgresMakers = (connectionString: string, lockSeconds: number): Makers => ({
  kind: 'postgres',
  queue: (name) =>
    new onPostgres.Queue(name, {
      connection: { connectionString, schema: SCHEMA, max: 1 },
      ...queueOptions,
    }),
  worker: (name, processor, concurrency) =>
    new onPostgres.Worker(name, processor, {
      connection: { connectionString, schema: SCHEMA, max: 4 },
      concurrency,
      ...workerOptions(lockSeconds),
    }),
});

const migrateQueueTables = async (connectionString: string): Promise<void> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    await client.end();
  }
};
