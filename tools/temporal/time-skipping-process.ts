/** The time-skipping server as a process of ours, and the connections to it. */
import { Connection } from '@temporalio/client';
import { InternalConnectionOptionsSymbol } from '@temporalio/client/lib/connection.js';
import { NativeConnection } from '@temporalio/worker';
import { startChild } from '../process/child.ts';
import { freePorts } from '../process/free-port.ts';

export interface TimeSkippingProcess {
  readonly connection: Connection;
  readonly nativeConnection: NativeConnection;
  /** The server's time, epoch milliseconds. */
  now(): Promise<number>;
  /** Lets time run for so long and returns when it is there. */
  sleep(durationMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** The SDK itself gives a server five seconds to come up, which a busy machine does not keep. */
const START_LIMIT = '90s';

/**
 * Starts the launcher with a start time. Time is locked from the first instant: it runs only inside a sleep.
 * @throws with the server's last lines where it does not come up.
 */
export async function startTimeSkippingProcess(
  launcher: string,
  initialTime: string,
): Promise<TimeSkippingProcess> {
  const [port = 0] = await freePorts(1);
  const child = startChild({
    command: launcher,
    args: [String(port), '--initial-time', initialTime],
    stopTimeoutSeconds: 3,
  });
  const ended = child.exited.then((how) => {
    throw new Error(`the time-skipping server ended (${how}):\n${child.lastLines()}`);
  });
  ended.catch(() => undefined); // only of interest while we wait for it to come up
  const address = `127.0.0.1:${port}`;
  // The SDK's own test environment opens the clock's service by the same option; it offers no other way.
  const withClock = { [InternalConnectionOptionsSymbol]: { supportsTestService: true } };
  try {
    const connection = await Promise.race([
      Connection.connect({ address, connectTimeout: START_LIMIT, ...withClock }),
      ended,
    ]);
    const nativeConnection = await NativeConnection.connect({ address });
    return {
      connection,
      nativeConnection,
      ...clockOf(connection),
      stop: closing(connection, nativeConnection, child.stop),
    };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

function clockOf(connection: Connection): Pick<TimeSkippingProcess, 'now' | 'sleep'> {
  const { testService } = connection;
  if (testService === undefined) throw new Error('this SDK no longer opens the clock of the test server');
  return {
    now: async () => {
      const { time } = await testService.getCurrentTime({});
      return Number(time?.seconds ?? 0) * 1000 + Math.floor((time?.nanos ?? 0) / 1_000_000);
    },
    sleep: async (durationMs) => {
      const seconds = Math.floor(durationMs / 1000);
      const nanos = Math.round((durationMs - seconds * 1000) * 1_000_000);
      await testService.unlockTimeSkippingWithSleep({ duration: { seconds: seconds as never, nanos } });
    },
  };
}

const closing =
  (connection: Connection, nativeConnection: NativeConnection, stopServer: () => Promise<void>) =>
  async (): Promise<void> => {
    // A connection that a worker still holds refuses to close; the server ends all the same.
    await Promise.allSettled([connection.close(), nativeConnection.close()]);
    await stopServer();
  };
