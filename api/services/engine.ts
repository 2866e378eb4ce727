import { Client, Connection } from '@temporalio/client';
import { Refusal } from '../../domain/failure/failures.ts';

/** How long a command waits to learn whether Temporal is there. */
const REACH_WITHIN_MS = 1_000;

/** The way to Temporal. It connects when first needed, so that reads work where the engine is down. */
export interface EngineConnection {
  /** A client whose server has just answered. @throws Refusal EngineUnavailable, at once */
  client(): Promise<Client>;
  reachable(): Promise<boolean>;
  close(): Promise<void>;
}

const answers = async ({ connection }: Client): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((settle) => {
    timer = setTimeout(() => settle(false), REACH_WITHIN_MS);
  });
  const probe = connection
    .withDeadline(Date.now() + REACH_WITHIN_MS, () => connection.workflowService.getSystemInfo({}))
    .then(
      () => true,
      () => false,
    );
  try {
    return await Promise.race([probe, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** The way to Temporal over a client that somebody else opened, and closes. */
export const engineOver = (
  client: Client,
  close: () => Promise<void> = async () => undefined,
): EngineConnection => ({
  client: async () => {
    if (await answers(client)) return client;
    throw new Refusal('EngineUnavailable', '流程引擎暂时不可用，操作没有提交；请稍后用同一操作编号重试。');
  },
  reachable: () => answers(client),
  close,
});

/** Opens nothing until the first command; a server that comes up later is found then. */
export const connectLazily = (address: string, namespace: string): EngineConnection => {
  const connection = Connection.lazy({ address });
  return engineOver(new Client({ connection, namespace }), () => connection.close());
};
