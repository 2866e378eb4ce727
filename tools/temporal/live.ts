/** The live Temporal engine: an external server, else one built here, else the SDK's dev server for a trial. */
import { join, resolve } from 'node:path';
import { Connection } from '@temporalio/client';
import type { PostgresServer } from '../postgres/embedded.ts';
import { startDevServer } from './dev-server.ts';
import { type LiveEngine, notOurs, startBuiltServer } from './live-server.ts';
import { ensureNamespace } from './namespace.ts';
import { type BuildOptions, buildTemporalServer, type TemporalBinaries } from './server-build.ts';
import { hasTemporalTables } from './server-schema.ts';

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
  /** Whether the SDK's dev server may stand in where no server can be built: for a first look. @default false */
  readonly trialAllowed?: boolean;
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

/**
 * Only where no server can be built does a trial engine stand in. One that is built and does not start is never replaced:
 * the trial's file knows nothing of the workflows that are under way.
 */
async function startOwnEngine(
  options: LiveTemporalOptions,
  log: (line: string) => void,
): Promise<LiveEngine> {
  const {
    postgres,
    dataDir,
    port,
    timeSkipping = false,
    cacheDir = resolve('.cache'),
    trialAllowed = false,
  } = options;
  const directory = resolve(dataDir, 'temporal');
  const common = { directory, timeSkipping, log, ...(port !== undefined && { port }) };
  const binaries = await binariesOrReason({ cacheDir, log });
  if (typeof binaries !== 'string') return startBuiltServer({ ...common, postgres, binaries });
  if (!trialAllowed) throw new Error(`${binaries}；这里须用正式引擎`);
  if (await hasTemporalTables(postgres)) {
    throw new Error(`${binaries}；本机已有正式引擎的数据，不能改用试用引擎，否则正在进行的流程会丢开`);
  }
  log(`${binaries}，改用 SDK 下载的试用引擎`);
  return startDevServer({ ...common, cacheDir, databaseFile: join(directory, 'trial.db') });
}

/** The built server, or why there is none. */
async function binariesOrReason(options: BuildOptions): Promise<TemporalBinaries | string> {
  try {
    return (await buildTemporalServer(options)) ?? '本机没有 Go，无法编译流程引擎';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `流程引擎未能编译：${error.message}`;
  }
}
