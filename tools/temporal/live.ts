/** The live Temporal engine: an external server, else one built here, else the SDK's dev server for a trial. */
import { join, resolve } from 'node:path';
import { Connection } from '@temporalio/client';
import type { PostgresServer } from '../postgres/embedded.ts';
import { startDevServer } from './dev-server.ts';
import { type LiveEngine, notOurs, startBuiltServer } from './live-server.ts';
import { ensureNamespace } from './namespace.ts';
import { buildTemporalServer } from './server-build.ts';

const ENGINE_NAMES: Readonly<Record<LiveEngine['engine'], string>> = {
  external: '外部',
  server: '正式引擎',
  'dev-server': '试用引擎',
};

export interface LiveTemporalOptions {
  /** TEMPORAL_ADDRESS; where it is set nothing is started. */
  readonly address?: string | undefined;
  readonly namespace?: string;
  /** The embedded PostgreSQL that keeps the server's own databases. */
  readonly postgres: PostgresServer;
  readonly dataDir: string;
  readonly cacheDir?: string;
  /** Of the frontend; default: any free one. */
  readonly port?: number;
  /** Let single workflows skip time: for tests only. */
  readonly timeSkipping?: boolean;
  readonly log?: (line: string) => void;
}

/**
 * Returns when the namespace takes workflows.
 * @throws with the way out where no engine can be had.
 */
export async function startLiveTemporal(options: LiveTemporalOptions): Promise<LiveEngine> {
  const { address, namespace = 'default', log = () => undefined } = options;
  const engine: LiveEngine =
    address === undefined ? await startOwnEngine(options, log) : { ...notOurs, address, engine: 'external' };
  try {
    const connection = await connect(engine);
    try {
      await ensureNamespace(connection, namespace);
    } finally {
      await connection.close();
    }
  } catch (error) {
    await engine.stop();
    throw error;
  }
  log(`流程引擎（${ENGINE_NAMES[engine.engine]}）在 ${engine.address}，命名空间 ${namespace}`);
  return engine;
}

async function connect(engine: LiveEngine): Promise<Connection> {
  const ended = engine.exited.then(() => {
    throw new Error('它在启动时退出');
  });
  const connection = Connection.connect({ address: engine.address, connectTimeout: '30s' });
  try {
    return await Promise.race([connection, ended]);
  } catch (error) {
    connection.then((late) => late.close()).catch(() => undefined);
    throw new Error(
      `流程引擎在 ${engine.address} 没有应答：${error instanceof Error ? error.message : String(error)}` +
        (engine.engine === 'external' ? '。请改正 TEMPORAL_ADDRESS，或取消它，由本机自带引擎。' : ''),
    );
  }
}

async function startOwnEngine(
  options: LiveTemporalOptions,
  log: (line: string) => void,
): Promise<LiveEngine> {
  const { postgres, dataDir, port, timeSkipping = false, cacheDir = resolve('.cache') } = options;
  const directory = resolve(dataDir, 'temporal');
  const common = { directory, timeSkipping, log, ...(port !== undefined && { port }) };
  try {
    const binaries = await buildTemporalServer({ cacheDir, log });
    if (binaries) return await startBuiltServer({ ...common, postgres, binaries });
    log('本机没有 Go，改用 SDK 下载的试用引擎');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    log(`流程引擎未能编译或启动：${error.message}`);
  }
  return startDevServer({ ...common, cacheDir, databaseFile: join(directory, 'trial.db') });
}
