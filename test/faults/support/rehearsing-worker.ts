/**
 * The Temporal worker as a process, as `workers/temporal-worker.ts` but for one thing: it works on a rehearsal's database
 * and is given that rehearsal's randomness, for only a rehearsal can draw. Addresses come by the environment.
 */
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { rehearsalSource } from '../../../activities/draw/rehearsal-source.ts';
import { createEngine } from '../../../activities/shared/engine.ts';
import { openDatabase } from '../../../db/connect.ts';
import { loadConfig } from '../../../runtime/environment.ts';
import { createLog } from '../../../runtime/log.ts';
import { startReconciler } from '../../../workers/reconciler.ts';
import { startWorkers } from '../../../workers/run-workers.ts';
import { startSealer } from '../../../workers/sealer.ts';
import { openForShortSteps } from '../../../workers/short-steps.ts';
import { untilToldToStop } from '../../../workers/until-told-to-stop.ts';
import { workflowBundle } from '../../../workers/workflow-bundle.ts';

const {
  databaseUrl = '',
  temporalAddress: address = '',
  temporalNamespace: namespace,
  logLevel,
} = loadConfig();
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: 'seed' },
    /** Instant that every announcement bears, so that two runs draw the same. */
    'announced-at': { type: 'string' },
    /** A benchmark holds tasks back that the reconciler would rightly start. */
    'no-reconciler': { type: 'boolean', default: false },
  },
});
const announcedAt = values['announced-at'];

Runtime.install({ logger: new DefaultLogger('ERROR') });
const log = createLog({ process: 'worker', level: logLevel });
const db = openDatabase(databaseUrl, { applicationName: 'temporal-worker' });
const shortSteps = openForShortSteps(databaseUrl);
const nativeConnection = await NativeConnection.connect({ address });
const connection = await Connection.connect({ address });
const client = new Client({ connection, namespace });
const randomness = await rehearsalSource(db, values.seed);
const sealer = startSealer(db, log);
const workers = await startWorkers({
  connection: nativeConnection,
  namespace,
  workflowBundle: await workflowBundle(),
  deps: {
    db,
    engine: createEngine(client),
    randomness: announcedAt === undefined ? randomness : { ...randomness, announcedAt: () => announcedAt },
  },
  shortSteps,
});
const reconciler = values['no-reconciler'] ? null : startReconciler({ db, client, log });
process.stdout.write('worker is up\n');
await Promise.race([untilToldToStop(), workers.finished]);
await reconciler?.stop();
await workers.stop();
await sealer.stop();
await connection.close();
await nativeConnection.close();
await shortSteps.destroy();
await db.destroy();
