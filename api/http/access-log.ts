import type { Logger } from '../../runtime/log.ts';
import type { Metrics } from '../../runtime/metrics.ts';
import type { ApiApp } from './api-app.ts';

/**
 * One line and one measurement per answer: the route's pattern, never the address itself, whose ids and search words
 * may point at a person.
 */
export const registerAccessLog = (app: ApiApp, log: Logger, metrics: Metrics | undefined): void => {
  const seconds = metrics?.histogram('http_request_seconds', 'Time to answer a request', [
    'method',
    'route',
    'status',
  ]);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { method } = request;
    seconds?.observe({ method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
    log.info(
      {
        requestId: request.id,
        method,
        route,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        ...(request.session === null ? {} : { authority: request.session.authorityId }),
      },
      'request',
    );
  });
};
