/** The API process: opens what it needs, listens, and on SIGTERM or Ctrl-C answers what is under way and closes. */
import { resolve } from 'node:path';
import { openDatabase } from '../db/connect.ts';
import { loadConfig } from '../runtime/environment.ts';
import { createLog } from '../runtime/log.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { buildApp } from './app.ts';
import { keepBulkRunning } from './services/bulk/run-bulk.ts';
import { clamdScanner } from './services/clamd.ts';
import { connectLazily } from './services/engine.ts';
import { lastInstant } from './services/last-instant.ts';
import { cliRunner } from './services/rehearsals/cli-runner.ts';
import { keepScanning } from './services/scan-attachments.ts';

const config = loadConfig();
const log = createLog({ process: 'api', level: config.logLevel });
if (config.databaseUrl === undefined) {
  throw new Error('DATABASE_URL is not set; the API needs the database that the migrations were applied to');
}
const db = openDatabase(config.databaseUrl, { applicationName: 'inspection-api', interactive: true });
const temporal =
  config.temporalAddress === undefined
    ? null
    : connectLazily(config.temporalAddress, config.temporalNamespace);
const scanner = config.clamdAddress === undefined ? undefined : clamdScanner(config.clamdAddress);
const rehearsals = config.rehearsalRunner ? cliRunner(resolve(config.dataDir)) : undefined;
const { mailPageUrl: mailInbox, smsPageUrl: smsGateway } = config;
const app = await buildApp({
  db,
  temporal,
  config,
  log,
  now: config.rehearsalView ? await lastInstant(db) : Date.now,
  metrics: createMetrics('api'),
  localPages: {
    ...(mailInbox === undefined ? {} : { mailInbox }),
    ...(smsGateway === undefined ? {} : { smsGateway }),
  },
  ...(scanner === undefined ? {} : { scanner }),
  ...(rehearsals === undefined ? {} : { rehearsals }),
  webDirectory: resolve(import.meta.dirname, '../.cache/web'),
  refusesOverload: true,
  readOnly: config.rehearsalView,
});

const stopScanning =
  scanner === undefined || config.rehearsalView
    ? () => undefined
    : keepScanning({ db, scanner, now: Date.now }, log);

const stopBulk = config.rehearsalView
  ? async () => undefined
  : keepBulkRunning({ db, temporal, now: Date.now }, log);

const close = async (): Promise<void> => {
  await stopBulk();
  stopScanning();
  await app.close();
  await rehearsals?.close();
  await temporal?.close();
  await db.destroy();
};

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log.info({ signal }, 'closing');
    close().catch((error: unknown) => {
      log.error({ err: error }, 'closing failed');
      process.exitCode = 1;
    });
  });
}

try {
  await app.listen({ host: config.apiHost, port: config.apiPort });
  const address = app.server.address();
  log.info({ port: typeof address === 'object' ? address?.port : config.apiPort }, 'listening');
} catch (error) {
  log.fatal({ err: error }, 'cannot listen; set API_PORT or free the port');
  await close();
  process.exitCode = 1;
}
