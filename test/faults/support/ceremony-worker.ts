/**
 * The Temporal worker as a process, as `workers/temporal-worker.ts` in a live system but for one thing: its beacon is a
 * chain whose rounds the test can sign. Addresses come by the environment.
 */
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { liveSource } from '../../../activities/draw/sources/live-source.ts';
import { createEngine } from '../../../activities/shared/engine.ts';
import { openDatabase } from '../../../db/connect.ts';
import { loadConfig } from '../../../runtime/environment.ts';
import { createLog } from '../../../runtime/log.ts';
import { signingChain } from '../../../tools/drand-relay/signing-chain.ts';
import { startReconciler } from '../../../workers/reconciler.ts';
import { startWorkers } from '../../../workers/run-workers.ts';
import { startSealer } from '../../../workers/sealer.ts';
import { untilToldToStop } from '../../../workers/until-told-to-stop.ts';
import { workflowBundle } from '../../../workers/workflow-bundle.ts';

const { values } = parseArgs({
  options: {
    /** The text that the chain's key is made from. */
    chain: { type: 'string', default: 'chain' },
    /** Its first round, Unix seconds. */
    genesis: { type: 'string', default: '0' },
  },
});
const {
  databaseUrl = '',
  temporalAddress: address = '',
  temporalNamespace: namespace,
  logLevel,
} = loadConfig();

Runtime.install({ logger: new DefaultLogger('ERROR') });
const log = createLog({ process: 'worker', level: logLevel });
const db = openDatabase(databaseUrl, { applicationName: 'temporal-worker', max: 20 });
const nativeConnection = await NativeConnection.connect({ address });
const connection = await Connection.connect({ address });
const client = new Client({ connection, namespace });
const { chain } = signingChain(values.chain, { genesisSeconds: Number(values.genesis) });
const sealer = startSealer(db, log);
const workers = await startWorkers({
  connection: nativeConnection,
  namespace,
  workflowBundle: await workflowBundle(),
  deps: { db, engine: createEngine(client), randomness: liveSource(chain) },
});
const reconciler = startReconciler({ db, client, log });
process.stdout.write('worker is up\n');
await Promise.race([untilToldToStop(), workers.finished]);
await reconciler.stop();
await workers.stop();
await sealer.stop();
await connection.close();
await nativeConnection.close();
await db.destroy();
