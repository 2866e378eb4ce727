import { openDatabase } from '../../db/connect.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Metrics } from '../../runtime/metrics.ts';
import { startBounceListener } from './bounce-listener.ts';
import { createBounceMetrics } from './bounce-rate.ts';

export interface BouncesOptions {
  readonly databaseUrl: string;
  readonly host: string;
  /** Of the SMTP listener; undefined where bounces come another way, such as `message bounce`. */
  readonly port: number | undefined;
  readonly log: Logger;
  readonly metrics: Metrics;
}

const CONNECTIONS = 2;
const COUNT_EVERY_MS = 60_000;

/** Takes bounces, where a port is given, and keeps the share of mails that come back in the metrics. */
export const startBounces = async (options: BouncesOptions): Promise<{ stop(): Promise<void> }> => {
  const { databaseUrl, host, port, log, metrics } = options;
  const db = openDatabase(databaseUrl, { max: CONNECTIONS, applicationName: 'inspection-bounces' });
  const listener = port === undefined ? null : await startBounceListener({ db, host, port, log, metrics });
  const observe = createBounceMetrics(metrics);
  const count = (): void => {
    observe(db).catch((error: Error) => log.warn({ err: error }, 'bounces could not be counted'));
  };
  count();
  const timer = setInterval(count, COUNT_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await listener?.stop();
      await db.destroy();
    },
  };
};
