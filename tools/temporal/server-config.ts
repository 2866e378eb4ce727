/** Configuration files of a Temporal server for one machine. JSON is YAML, so nothing needs quoting by hand. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresServer } from '../postgres/embedded.ts';
import { freePorts } from '../process/free-port.ts';

export const DATABASE = 'temporal';
export const VISIBILITY_DATABASE = 'temporal_visibility';

/** Fixed when the database is made; four serve one machine, a deployment takes 512 (docker-compose.yml). */
const HISTORY_SHARDS = 4;
const CONNECTIONS = 20;
const HOST = '127.0.0.1';

export interface ServerConfigOptions {
  readonly postgres: Pick<PostgresServer, 'host' | 'port' | 'user' | 'password'>;
  readonly directory: string;
  /** Of the frontend; default: any free one. */
  readonly port?: number;
  /** Let single workflows skip time: for tests only. */
  readonly timeSkipping: boolean;
}

/** Writes both files; the ports are chosen anew each time, for the database remembers none of them. */
export async function writeServerConfig(
  options: ServerConfigOptions,
): Promise<{ file: string; address: string }> {
  const { directory, postgres } = options;
  mkdirSync(directory, { recursive: true });
  const dynamicConfig = join(directory, 'dynamic.yaml');
  writeFileSync(dynamicConfig, JSON.stringify(dynamicSettings(options.timeSkipping), null, 2));
  const ports = await freePorts(9);
  const [free = 0, ...others] = ports;
  const frontend = options.port ?? free;
  const service = (index: number, extra: object = {}): object => ({
    rpc: {
      grpcPort: others[index],
      membershipPort: others[index + 4],
      bindOnLocalHost: true,
      ...extra,
    },
  });
  const store = (databaseName: string): object => ({
    sql: {
      pluginName: 'postgres12_pgx',
      databaseName,
      connectAddr: `${postgres.host}:${postgres.port}`,
      connectProtocol: 'tcp',
      user: postgres.user,
      password: postgres.password,
      maxConns: CONNECTIONS,
      maxIdleConns: CONNECTIONS,
      maxConnLifetime: '1h',
    },
  });
  const config = {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: HISTORY_SHARDS,
      datastores: { default: store(DATABASE), visibility: store(VISIBILITY_DATABASE) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: HOST } },
    services: {
      frontend: service(0, { grpcPort: frontend }),
      matching: service(1),
      history: service(2),
      worker: service(3),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `${HOST}:${frontend}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } },
    dynamicConfigClient: { filepath: dynamicConfig, pollInterval: '10s' },
  };
  const file = join(directory, 'server.yaml');
  writeFileSync(file, JSON.stringify(config, null, 2), { mode: 0o600 }); // holds a password
  return { file, address: `${HOST}:${frontend}` };
}

function dynamicSettings(timeSkipping: boolean): Record<string, object[]> {
  const value = (setting: unknown): object[] => [{ value: setting }];
  return {
    // A fresh namespace or search attribute is usable after this long; the default costs ten seconds.
    'system.namespaceCacheRefreshInterval': value('1s'),
    'frontend.WorkflowTimeSkippingEnabled': value(timeSkipping),
  };
}
