/** One time-skipping Temporal server, started at an instant of any year: for tests and rehearsals. */
import { setTimeout as wait } from 'node:timers/promises';
import { Client, type Connection } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { NativeConnection } from '@temporalio/worker';
import { registerSearchAttributes } from './search-attributes.ts';
import { explainStall } from './stall.ts';
import { startTimeSkippingProcess, type TimeSkippingProcess } from './time-skipping-process.ts';
import { prepareTimeSkippingServer, TIME_SKIPPING_WAY_OUT } from './time-skipping-server.ts';

export interface TimeSkippingOptions {
  /** RFC 3339 UTC, e.g. `2020-12-31T16:00:00Z`. */
  readonly initialTime: string;
  readonly cacheDir?: string;
  readonly log?: (line: string) => void;
}

export interface SleepOptions {
  /** How long, on the wall clock, time may stand still before the sleep fails. */
  readonly limitSeconds?: number;
  /** The workflows to look at when it does; the server itself cannot list them. */
  readonly openWorkflowIds?: () => Promise<readonly string[]>;
}

export interface TimeSkippingServer {
  readonly connection: Connection;
  readonly nativeConnection: NativeConnection;
  /**
   * A plain client. Waiting for a result through it does NOT move time (the SDK's own test client does, and may
   * jump ten years).
   */
  readonly client: Client;
  /** The server's time, epoch milliseconds. */
  now(): Promise<number>;
  /**
   * Lets time run until `ms` (epoch milliseconds). Every earlier timer, workflow task and activity is done when
   * it returns. An instant in the past returns at once.
   * @throws {TimeStandsStillError}
   */
  sleepUntil(ms: number, options?: SleepOptions): Promise<void>;
  stop(): Promise<void>;
}

const DEFAULT_LIMIT_SECONDS = 60;
const LOOK_EVERY_MS = 1_000;

/** Time did not move for the limit: a workflow task keeps failing, or a closed run left a lock behind. */
export class TimeStandsStillError extends Error {
  constructor(atMs: number, limitSeconds: number, reasons: readonly string[]) {
    super(
      `time has stood still at ${new Date(atMs).toISOString()} for ${limitSeconds} s. ` +
        (reasons.length > 0
          ? `In flight:\n${reasons.map((reason) => `  - ${reason}`).join('\n')}`
          : 'Look for a workflow task that keeps failing, an activity that never ends, or a run that closed with an activity in flight.'),
    );
    this.name = 'TimeStandsStillError';
  }
}

/** @throws with the way out where the machine has neither Java and Maven nor a way to download the server. */
export async function startTimeSkipping(options: TimeSkippingOptions): Promise<TimeSkippingServer> {
  const { initialTime, log = () => undefined } = options;
  const launcher = await prepareTimeSkippingServer({
    log,
    ...(options.cacheDir !== undefined && { cacheDir: options.cacheDir }),
  });
  const server =
    launcher === undefined
      ? await startDownloaded(initialTime, log)
      : await startTimeSkippingProcess(launcher, initialTime);
  const { connection, nativeConnection, now } = server;
  await registerSearchAttributes(connection, 'default');
  const client = new Client({ connection });
  return {
    connection,
    nativeConnection,
    client,
    now,
    sleepUntil: async (ms, sleepOptions = {}) => {
      const durationMs = ms - (await now());
      if (durationMs <= 0) return;
      const abort = new AbortController();
      const asleep = connection.withAbortSignal(abort.signal, () => server.sleep(durationMs));
      try {
        await whileTimeMoves(asleep, now, client, sleepOptions);
      } finally {
        abort.abort(); // a call that still waits would be tried again on a closed connection, and crash us
      }
    },
    stop: server.stop,
  };
}

/** The SDK's own download knows no start time: it serves only what begins now or later. */
async function startDownloaded(
  initialTime: string,
  log: (line: string) => void,
): Promise<TimeSkippingProcess> {
  const initialMs = Date.parse(initialTime);
  if (initialMs < Date.now()) {
    throw new Error(
      `the time-skipping server cannot start in the past (${initialTime}) without Java and Maven. ${TIME_SKIPPING_WAY_OUT}`,
    );
  }
  log("downloading the SDK's time-skipping server (about 30 s) …");
  try {
    const environment = await TestWorkflowEnvironment.createTimeSkipping();
    await environment.sleep(initialMs - (await environment.currentTimeMs()));
    return {
      connection: environment.connection,
      nativeConnection: environment.nativeConnection,
      now: () => environment.currentTimeMs(),
      sleep: (durationMs) => environment.sleep(durationMs),
      stop: () => environment.teardown(),
    };
  } catch (error) {
    throw new Error(
      `the time-skipping server cannot be downloaded (${error instanceof Error ? error.message : String(error)}). ${TIME_SKIPPING_WAY_OUT}`,
    );
  }
}

/** Waits for `sleep`; fails where the server's time moved no faster than the wall clock for the limit. */
async function whileTimeMoves(
  sleep: Promise<void>,
  now: () => Promise<number>,
  client: Client,
  { limitSeconds = DEFAULT_LIMIT_SECONDS, openWorkflowIds }: SleepOptions,
): Promise<void> {
  const asleep = sleep.then(() => true);
  let lastMs = await now();
  let movedAt = Date.now();
  let lookedAt = Date.now();
  for (;;) {
    if (await Promise.race([asleep, wait(LOOK_EVERY_MS, false)])) return;
    const nowMs = await now();
    const wallMs = Date.now();
    // Locked time runs at the pace of the wall clock: only more than that is progress.
    if (nowMs - lastMs > 2 * (wallMs - lookedAt)) movedAt = wallMs;
    lastMs = nowMs;
    lookedAt = wallMs;
    if (wallMs - movedAt > limitSeconds * 1000) {
      asleep.catch(() => undefined); // it is cut off now
      const reasons = openWorkflowIds ? await explainStall(client, await openWorkflowIds()) : [];
      throw new TimeStandsStillError(nowMs, limitSeconds, reasons);
    }
  }
}
