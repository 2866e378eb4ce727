/** The notifier as a process: what the outbox holds goes out by mail and SMS until it is told to stop. */
import { startNotifier } from '../notify/notifier.ts';
import { systemClock } from '../runtime/clock.ts';
import { type Config, EnvironmentError, loadConfig } from '../runtime/environment.ts';
import { createLog } from '../runtime/log.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { startMetricsServer } from '../runtime/metrics-server.ts';
import { untilToldToStop } from './until-told-to-stop.ts';

const need = (config: Config) => {
  const { databaseUrl, smtpUrl, smsGatewayUrl } = config;
  if (databaseUrl !== undefined && smtpUrl !== undefined && smsGatewayUrl !== undefined)
    return { databaseUrl, smtpUrl, smsUrl: smsGatewayUrl };
  const missing = Object.entries({
    DATABASE_URL: databaseUrl,
    SMTP_URL: smtpUrl,
    SMS_GATEWAY_URL: smsGatewayUrl,
  }).filter(([, value]) => value === undefined);
  throw new EnvironmentError(
    missing.map(([name]) => `${name} is not set; a notifier of its own needs it (npm start brings its own)`),
  );
};

const run = async (): Promise<void> => {
  const config = loadConfig();
  const addresses = need(config);
  const log = createLog({ process: 'notifier', level: config.logLevel });
  const metrics = createMetrics('notifier');
  const notifier = await startNotifier({
    ...addresses,
    redisUrl: config.redisUrl,
    from: config.mailFrom,
    clock: systemClock,
    rehearsal: false,
    systemUrl: config.publicBaseUrl,
    log,
    metrics,
  });
  try {
    const server = await startMetricsServer({
      metrics,
      host: config.apiHost,
      port: config.metricsPort,
      ready: () => true,
    });
    try {
      log.info({ queue: notifier.queueKind, metricsPort: server.port }, 'notifier is up');
      log.info({ signal: await untilToldToStop() }, 'notifier stops: sends in hand end first');
    } finally {
      await server.close();
    }
  } finally {
    await notifier.stop();
  }
};

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
