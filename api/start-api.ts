import { openDatabase } from '../db/connect.ts';
import type { Logger } from '../runtime/log.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { buildApp } from './app.ts';
import type { ApiDeps } from './deps.ts';
import { connectLazily } from './services/engine.ts';

export interface ApiOptions {
  readonly databaseUrl: string;
  /** HOST:PORT; without one, commands are refused and reads still work. */
  readonly temporalAddress: string | undefined;
  readonly namespace: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly publicBaseUrl: string;
  readonly localPages?: ApiDeps['localPages'];
  readonly log: Logger;
}

export interface RunningApi {
  readonly port: number;
  /** Answers what is under way and closes. */
  stop(): Promise<void>;
}

/** Opens what the API needs and listens. @throws where the port is taken; everything opened is closed again */
export const startApi = async (options: ApiOptions): Promise<RunningApi> => {
  const { databaseUrl, temporalAddress, namespace, host, port, publicBaseUrl, localPages, log } = options;
  const db = openDatabase(databaseUrl, { applicationName: 'inspection-api' });
  const temporal = temporalAddress === undefined ? null : connectLazily(temporalAddress, namespace);
  const app = await buildApp({
    db,
    temporal,
    config: { publicBaseUrl },
    log,
    now: Date.now,
    metrics: createMetrics('api'),
    ...(localPages !== undefined && { localPages }),
  });
  const stop = async (): Promise<void> => {
    await app.close();
    await temporal?.close();
    await db.destroy();
  };
  try {
    await app.listen({ host, port });
  } catch (error) {
    await stop();
    throw error;
  }
  const address = app.server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : port, stop };
};
