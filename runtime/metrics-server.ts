/** `/metrics`, `/healthz` and `/readyz` of a process that has no HTTP of its own. */
import { createServer } from 'node:http';
import type { Metrics } from './metrics.ts';

export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface MetricsServerOptions {
  readonly metrics: Metrics;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** True when the process does its work; `/readyz` answers 503 until then. */
  readonly ready: () => boolean | Promise<boolean>;
}

/** @throws where the port is taken; the message names it. */
export function startMetricsServer({
  metrics,
  host,
  port,
  ready,
}: MetricsServerOptions): Promise<MetricsServer> {
  const answer = async (path: string): Promise<{ status: number; type: string; body: string }> => {
    if (path === '/metrics') {
      return { status: 200, type: metrics.registry.contentType, body: await metrics.registry.metrics() };
    }
    if (path === '/healthz') return { status: 200, type: 'text/plain', body: 'ok\n' };
    if (path === '/readyz') {
      const isReady = await ready();
      return { status: isReady ? 200 : 503, type: 'text/plain', body: isReady ? 'ready\n' : 'not ready\n' };
    }
    return { status: 404, type: 'text/plain', body: 'not found\n' };
  };
  const server = createServer((request, response) => {
    answer(new URL(request.url ?? '/', 'http://localhost').pathname).then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      () => response.writeHead(500).end(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`metrics cannot listen on ${host}:${port} (${error.message}); set METRICS_PORT`)),
    );
    server.listen(port, host, () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : port,
        close: () => new Promise((done) => server.close(() => done())),
      });
    });
  });
}
