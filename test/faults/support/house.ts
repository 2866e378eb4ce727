/** The whole system as processes of their own on one machine, started with production's commands, each supervised. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { type Inbox, startInbox } from '../../../tools/inbox/inbox.ts';
import { type PostgresServer, startPostgres } from '../../../tools/postgres/embedded.ts';
import { type Child, startChild } from '../../../tools/process/child.ts';
import { freePorts } from '../../../tools/process/free-port.ts';
import { type SmsGateway, startSmsGateway } from '../../../tools/sms-gateway/sms-gateway.ts';
import { startBuiltServer } from '../../../tools/temporal/live-server.ts';
import { buildTemporalServer } from '../../../tools/temporal/server-build.ts';
import { type Running, type Supervised, supervise } from './supervised.ts';

/** The engines: killed and started again on the same ports and files, so that everybody finds them. */
export interface Engines {
  readonly postgres: Supervised;
  readonly temporal: Supervised;
  readonly address: string;
  urlOf(database: string): string;
  createDatabase(name: string): Promise<string>;
  clientOf(namespace: string): Promise<Client>;
  stop(): Promise<void>;
}

export const startEngines = async (): Promise<Engines> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'faults-'));
  const binaries = await buildTemporalServer({ log: () => undefined });
  if (binaries === undefined) throw new Error('these tests need Go, to build the Temporal server');
  const [postgresPort = 0, temporalPort = 0] = await freePorts(2);
  let server: PostgresServer | undefined;
  const postgres = await supervise('postgres', async () => {
    // Safe settings: what was committed before a kill must be there after it.
    server = await startPostgres({ dataDir: join(dataDir, 'postgres'), port: postgresPort });
    return server;
  });
  if (server === undefined) throw new Error('PostgreSQL did not start');
  const { url, directory } = server;
  const temporal = await supervise('temporal', async (): Promise<Running> => {
    if (server === undefined) throw new Error('no PostgreSQL');
    const { pid, stop } = await startBuiltServer({
      postgres: server,
      binaries,
      directory: join(dataDir, 'temporal'),
      port: temporalPort,
      timeSkipping: true,
      log: () => undefined,
    });
    if (pid === undefined) throw new Error('these tests need a Temporal server of their own');
    return { pid, stop };
  });
  const address = `127.0.0.1:${temporalPort}`;
  const connection = await Connection.connect({ address });
  return {
    postgres,
    temporal,
    address,
    urlOf: url,
    createDatabase: async (name) => {
      const admin = new pg.Client({ connectionString: url('postgres') });
      await admin.connect();
      await admin.query(`create database ${name}`);
      await admin.end();
      return url(name);
    },
    clientOf: async (namespace) => new Client({ connection, namespace }),
    stop: async () => {
      await connection.close();
      await temporal.stop();
      await postgres.stop();
      for (const path of [dataDir, directory]) rmSync(path, { recursive: true, force: true });
    },
  };
};

/** Our own processes on one database, and the world outside that counts what it got. */
export interface Processes {
  readonly worker: Supervised;
  readonly api: Supervised;
  readonly notifier: Supervised;
  readonly apiUrl: string;
  readonly inbox: Inbox;
  readonly sms: SmsGateway;
  stop(): Promise<void>;
}

export interface ProcessesOptions {
  readonly databaseUrl: string;
  readonly address: string;
  readonly namespace: string;
  /** The worker's program and its arguments: `rehearsing-worker.ts`, `ceremony-worker.ts`. */
  readonly worker: readonly [program: string, ...args: string[]];
}

const UP = /worker is up|notifier is up|"msg":"listening"/;
const UP_LIMIT_MS = 60_000;

/** Starts one of our programs and returns when it says that it is up. */
const startProgram = async (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Running> => {
  let child: Child | undefined;
  await new Promise<void>((settle, reject) => {
    const timer = setTimeout(() => reject(new Error(`${args[0]} is not up`)), UP_LIMIT_MS);
    child = startChild({
      command: process.execPath,
      args,
      env: { ...env, NODE_OPTIONS: '' },
      onLine: (line) => {
        if (UP.test(line)) settle();
      },
    });
    void child.exited.then((how) => reject(new Error(`${args[0]} ended (${how}):\n${child?.lastLines()}`)));
    child.exited.finally(() => clearTimeout(timer)).catch(() => undefined);
  });
  if (child === undefined) throw new Error('unreachable');
  return child;
};

export const startProcesses = async (options: ProcessesOptions): Promise<Processes> => {
  const {
    databaseUrl,
    address,
    namespace,
    worker: [program, ...args],
  } = options;
  const [apiPort = 0] = await freePorts(1);
  const [inbox, sms] = await Promise.all([startInbox(), startSmsGateway()]);
  const env = {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    SMTP_URL: inbox.smtpUrl,
    SMS_GATEWAY_URL: sms.smsUrl,
    API_PORT: String(apiPort),
    METRICS_PORT: '0',
    LOG_LEVEL: 'info',
  };
  const worker = await supervise('worker', () =>
    startProgram([resolve('test/faults/support', program), ...args], env),
  );
  const api = await supervise('api', () => startProgram([resolve('api/server.ts')], env));
  const notifier = await supervise('notifier', () => startProgram([resolve('workers/notifier.ts')], env));
  return {
    worker,
    api,
    notifier,
    apiUrl: `http://127.0.0.1:${apiPort}`,
    inbox,
    sms,
    stop: async () => {
      await Promise.all([worker.stop(), api.stop(), notifier.stop()]);
      await Promise.all([inbox.stop(), sms.stop()]);
    },
  };
};
