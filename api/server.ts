/** The API process: listens, and on SIGTERM or Ctrl-C answers what is under way and closes. */
import { loadConfig } from '../runtime/environment.ts';
import { createLog } from '../runtime/log.ts';
import { startApi } from './start-api.ts';

const config = loadConfig();
const log = createLog({ process: 'api', level: config.logLevel });
if (config.databaseUrl === undefined) {
  throw new Error('DATABASE_URL is not set; the API needs the database that the migrations were applied to');
}

try {
  const api = await startApi({
    databaseUrl: config.databaseUrl,
    temporalAddress: config.temporalAddress,
    namespace: config.temporalNamespace,
    host: config.apiHost,
    port: config.apiPort,
    publicBaseUrl: config.publicBaseUrl,
    log,
  });
  log.info({ port: api.port }, 'listening');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'closing');
      api.stop().catch((error: unknown) => {
        log.error({ err: error }, 'closing failed');
        process.exitCode = 1;
      });
    });
  }
} catch (error) {
  log.fatal({ err: error }, 'cannot listen; set API_PORT or free the port');
  process.exitCode = 1;
}
