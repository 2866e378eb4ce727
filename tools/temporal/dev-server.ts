/** The dev server that Temporal's SDK downloads: for a first look where there is no Go. */
import { mkdirSync } from 'node:fs';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { stopLeftoversOf } from '../process/owned-process.ts';
import { type LiveEngine, notOurs } from './live-server.ts';

export interface DevServerOptions {
  readonly directory: string;
  readonly cacheDir: string;
  readonly databaseFile: string;
  readonly port?: number;
  readonly timeSkipping: boolean;
  readonly log: (line: string) => void;
}

/** @throws with the ways out where it cannot be downloaded. */
export async function startDevServer(options: DevServerOptions): Promise<LiveEngine> {
  const { directory, cacheDir, databaseFile, port, timeSkipping, log } = options;
  for (const path of [directory, cacheDir]) mkdirSync(path, { recursive: true });
  await stopLeftoversOf(databaseFile);
  log('starting the dev server of the SDK (downloaded once, about 30 s) …');
  try {
    const environment = await TestWorkflowEnvironment.createLocal({
      server: {
        executable: { type: 'cached-download', downloadDir: cacheDir, ttl: '365 days' },
        dbFilename: databaseFile,
        ip: '127.0.0.1',
        ...(port !== undefined && { port }),
        extraArgs: timeSkipping
          ? ['--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true']
          : [],
      },
    });
    log(
      'this is a TRIAL engine: one database file, one shard, not for real inspections. Install Go for more.',
    );
    return {
      ...notOurs,
      address: environment.address,
      engine: 'dev-server',
      stop: () => environment.teardown(),
    };
  } catch (error) {
    throw new Error(
      `no live Temporal engine: the dev server cannot be had either (${error instanceof Error ? error.message : String(error)}). ` +
        'Install Go 1.26.8 or later (https://go.dev/dl) and run the same command again, ' +
        'or set TEMPORAL_ADDRESS to a server of your own.',
    );
  }
}
