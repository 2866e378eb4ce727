import { Client, Connection } from '@temporalio/client';
import { Refusal } from '../../domain/failure/failures.ts';
import { sharedWork } from './shared-work.ts';
import { within } from './within.ts';

/** How long a command waits to learn whether Temporal is there. */
const REACH_WITHIN_MS = 1_000;

/** An update that no worker has taken is only held by its call, so the call goes on after the person was told. */
const HELD_FOR_MS = 120_000;
/** A server that comes back is found so soon after; gRPC itself would wait up to minutes. */
const RECONNECT_WITHIN_MS = 2_000;
/** How long closing waits for calls that were cut off to end. */
const CUT_OFF_WITHIN_MS = 2_000;

/** The way to Temporal. It connects when first needed, so that reads work where the engine is down. */
export interface EngineConnection {
  /**
   * Runs the work over a client whose server has just answered; {@link close} cuts it off.
   * @param key names the work: whoever asks for the same while it is under way waits for it, as one who presses twice
   * @throws Refusal EngineUnavailable, at once
   */
  run<T>(key: string, work: (client: Client) => Promise<T>): Promise<T>;
  reachable(): Promise<boolean>;
  close(): Promise<void>;
}

const answers = async ({ connection }: Client): Promise<boolean> => {
  const probe = connection
    .withDeadline(Date.now() + REACH_WITHIN_MS, () => connection.workflowService.getSystemInfo({}))
    .then(
      () => true,
      () => false,
    );
  return (await within(probe, REACH_WITHIN_MS)) ?? false;
};

const UNAVAILABLE = '流程引擎暂时不可用，操作没有提交；请稍后用同一操作编号重试。';

/** The way to Temporal over a client that somebody else opened and, unless `closeClient` is given, closes. */
export const engineOver = (client: Client, closeClient?: () => Promise<void>): EngineConnection => {
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  const { connection } = client;
  const shared = sharedWork();
  // Of a hundred commands at once one asks: each has the answer of a server that lives as it asks.
  const isThere = () => shared('is it there', () => answers(client));
  const held = <T>(work: (client: Client) => Promise<T>): Promise<T> =>
    connection.withDeadline(Date.now() + HELD_FOR_MS, () =>
      connection.withAbortSignal(closing.signal, () => work(client)),
    );
  return {
    run: (key, work) =>
      shared(`work/${key}`, async () => {
        if (closing.signal.aborted || !(await isThere())) {
          throw new Refusal('EngineUnavailable', UNAVAILABLE);
        }
        const call = held(work);
        running.add(call);
        return call.finally(() => running.delete(call));
      }),
    reachable: isThere,
    close: async () => {
      closing.abort();
      const ended = Promise.allSettled(running).then(() => true);
      // A call between two tries would break on a closed channel: then the channel stays for the process to end.
      if ((await within(ended, CUT_OFF_WITHIN_MS)) === true) await closeClient?.();
    },
  };
};

/** Opens nothing until the first command; a server that comes up later is found then. */
export const connectLazily = (address: string, namespace: string): EngineConnection => {
  const connection = Connection.lazy({
    address,
    // The SDK would try a dead server again for many seconds; the person is told at once, and sends the same id again.
    interceptors: [],
    channelArgs: { 'grpc.max_reconnect_backoff_ms': RECONNECT_WITHIN_MS },
  });
  return engineOver(new Client({ connection, namespace }), () => connection.close());
};
