/** The real Temporal server of a live run; each caller gets a namespace of its own. */
import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { loadTestEnvironment } from '../../runtime/environment.ts';
import { ensureNamespace } from '../../tools/temporal/namespace.ts';
import { quietenTemporal } from './quiet.ts';

export interface LiveTestTemporal {
  readonly address: string;
  readonly namespace: string;
  readonly connection: Connection;
  readonly nativeConnection: NativeConnection;
  readonly client: Client;
  close(): Promise<void>;
}

/** @throws where the test file was not started by `npm run test:live`. */
export async function connectLiveTemporal(): Promise<LiveTestTemporal> {
  const { temporalAddress: address } = loadTestEnvironment();
  if (address === undefined) throw new Error('start this test with: npm run test:live -- <file>');
  quietenTemporal();
  const namespace = `test-${randomBytes(4).toString('hex')}`;
  const connection = await Connection.connect({ address });
  await ensureNamespace(connection, namespace);
  const nativeConnection = await NativeConnection.connect({ address });
  return {
    address,
    namespace,
    connection,
    nativeConnection,
    client: new Client({ connection, namespace }),
    close: async () => {
      await nativeConnection.close();
      await connection.close();
    },
  };
}
