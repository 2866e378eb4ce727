/** The Temporal worker as a process: steps of every family, the sealer and the reconciler, until told to stop. */
import { type Config, EnvironmentError, loadConfig } from '../runtime/environment.ts';
import { createLog } from '../runtime/log.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { startMetricsServer } from '../runtime/metrics-server.ts';
import { startLiveWorker } from './live-worker.ts';
import { untilToldToStop } from './until-told-to-stop.ts';

const need = ({ databaseUrl, temporalAddress }: Config) => {
  if (databaseUrl !== undefined && temporalAddress !== undefined) return { databaseUrl, temporalAddress };
  const missing = Object.entries({ DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporalAddress }).filter(
    ([, value]) => value === undefined,
  );
  throw new EnvironmentError(
    missing.map(([name]) => `${name} is not set; a worker of its own needs it (npm start brings its own)`),
  );
};

const run = async (): Promise<void> => {
  const config = loadConfig();
  const addresses = need(config);
  const log = createLog({ process: 'worker', level: config.logLevel });
  const metrics = createMetrics('worker');
  const worker = await startLiveWorker({
    ...addresses,
    namespace: config.temporalNamespace,
    log,
  });
  try {
    const server = await startMetricsServer({
      metrics,
      host: config.metricsHost,
      port: config.metricsPort,
      ready: () => worker.isReady(),
    });
    try {
      log.info({ metricsPort: server.port }, 'worker is up');
      // A worker that fails ends the process with its error; whoever supervises it starts a new one.
      await Promise.race([untilToldToStop(), worker.finished]);
      log.info('worker stops: steps in hand end first');
    } finally {
      await server.close();
    }
  } finally {
    await worker.stop();
  }
};

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
