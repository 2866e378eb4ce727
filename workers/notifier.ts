/** The notifier as a process: what the outbox holds goes out by mail and SMS until it is told to stop. */

import { linkAddress } from '../domain/unit-link/link-token.ts';
import { startBounces } from '../notify/bounces/start-bounces.ts';
import { startNotifier } from '../notify/notifier.ts';
import { readProvidersFile } from '../notify/providers/providers-file.ts';
import { providersOfUrls } from '../notify/providers/providers-of-urls.ts';
import { systemClock } from '../runtime/clock.ts';
import { type Config, EnvironmentError, loadConfig } from '../runtime/environment.ts';
import { createLog } from '../runtime/log.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { startMetricsServer } from '../runtime/metrics-server.ts';
import { untilToldToStop } from './until-told-to-stop.ts';

/** Every provider of the providers file; without one, the SMTP server and the SMS gateway of the environment. */
const need = ({ databaseUrl, providersFile, smtpUrl, smsGatewayUrl }: Config) => {
  if (databaseUrl !== undefined && providersFile !== undefined)
    return { databaseUrl, providers: readProvidersFile(providersFile) };
  if (databaseUrl !== undefined && smtpUrl !== undefined && smsGatewayUrl !== undefined)
    return { databaseUrl, providers: providersOfUrls({ smtpUrl, smsUrl: smsGatewayUrl }) };
  const missing = Object.entries({
    DATABASE_URL: databaseUrl,
    ...(providersFile === undefined ? { SMTP_URL: smtpUrl, SMS_GATEWAY_URL: smsGatewayUrl } : {}),
  }).filter(([, value]) => value === undefined);
  throw new EnvironmentError(
    missing.map(([name]) => `${name} is not set; a notifier of its own needs it (npm start brings its own)`),
  );
};

/** Without a secret of the installation nobody could tell a true link from an invented one: then there are none. */
const linkAddressOf = ({ sessionSecret, publicBaseUrl }: Config) =>
  sessionSecret === undefined
    ? undefined
    : (linkId: string): string => linkAddress(publicBaseUrl, sessionSecret, linkId);

const run = async (): Promise<void> => {
  const config = loadConfig();
  const needed = need(config);
  const log = createLog({ process: 'notifier', level: config.logLevel });
  const metrics = createMetrics('notifier');
  const notifier = await startNotifier({
    ...needed,
    redisUrl: config.redisUrl,
    from: config.mailFrom,
    clock: systemClock,
    rehearsal: false,
    systemUrl: config.publicBaseUrl,
    linkAddress: linkAddressOf(config),
    receiptServer:
      config.receiptsPort === undefined
        ? undefined
        : { host: config.receiptsHost, port: config.receiptsPort },
    log,
    metrics,
  });
  try {
    const server = await startMetricsServer({
      metrics,
      host: config.metricsHost,
      port: config.metricsPort,
      ready: () => notifier.isReady(),
    });
    try {
      const bounces = await startBounces({
        ...{ databaseUrl: needed.databaseUrl, host: config.bounceHost, port: config.bouncePort },
        ...{ log, metrics },
      });
      try {
        log.info({ queue: notifier.queueKind, metricsPort: server.port }, 'notifier is up');
        log.info({ signal: await untilToldToStop() }, 'notifier stops: sends in hand end first');
      } finally {
        await bounces.stop();
      }
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
