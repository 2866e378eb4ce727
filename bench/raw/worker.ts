/** The baseline's worker as a process of its own, with the settings of our own workers. */
import { join } from 'node:path';
import { NativeConnection, Worker } from '@temporalio/worker';
import { untilToldToStop } from '../../workers/until-told-to-stop.ts';
import { RAW_QUEUE } from './queue.ts';

const [address = '', namespace = ''] = process.argv.slice(2);
const connection = await NativeConnection.connect({ address });
const worker = await Worker.create({
  connection,
  namespace,
  taskQueue: RAW_QUEUE,
  workflowsPath: join(import.meta.dirname, 'workflow.ts'),
  maxCachedWorkflows: 300,
  activities: { nothing: async () => undefined },
});
console.log('worker is up');
await worker.runUntil(untilToldToStop());
await connection.close();
