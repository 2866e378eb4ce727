import underPressure from '@fastify/under-pressure';
import type { ApiApp } from './api-app.ts';

/** So far behind its own clock the process serves nobody well: a quick refusal is worth more than a late answer. */
const MOST_DELAY_MS = 3_000;
const LOOK_EVERY_MS = 500;
const RETRY_AFTER_SECONDS = 5;

/** Health is asked about by those who would restart the process: being busy is no reason to. */
const isHealth = (url: string): boolean => url === '/healthz' || url === '/readyz' || url === '/metrics';

/** Refuses requests with 503 and Retry-After while the process falls behind, so that it catches up by itself. */
export const refuseOverload = async (app: ApiApp): Promise<void> => {
  await app.register(underPressure, {
    maxEventLoopDelay: MOST_DELAY_MS,
    sampleInterval: LOOK_EVERY_MS,
    pressureHandler: (request, reply) => {
      if (isHealth(request.url)) return;
      reply.header('retry-after', String(RETRY_AFTER_SECONDS));
      throw Object.assign(new Error('overloaded'), { code: 'FST_UNDER_PRESSURE' });
    },
  });
};
