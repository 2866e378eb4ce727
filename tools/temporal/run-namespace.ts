/** The namespace job of a deployment: makes TEMPORAL_NAMESPACE usable on the server of TEMPORAL_ADDRESS. */
import { Connection } from '@temporalio/client';
import { loadConfig } from '../../runtime/environment.ts';
import { ensureNamespace } from './namespace.ts';

const { temporalAddress, temporalNamespace } = loadConfig();
if (temporalAddress === undefined)
  throw new Error('set TEMPORAL_ADDRESS to HOST:PORT of the Temporal server');
const connection = await Connection.connect({ address: temporalAddress });
try {
  await ensureNamespace(connection, temporalNamespace);
  console.log(`[temporal] the namespace ${temporalNamespace} is usable on ${temporalAddress}`);
} finally {
  await connection.close();
}
