import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';

const OPEN = { public: true } as const;
const NONCE_BYTES = 16;
const NONCE_PLACE = '__NONCE__';
const HTML = 'text/html; charset=utf-8';

/** The applications of the browser: page of the build, addresses below which it answers, and what it may use. */
const APPLICATIONS = [
  { page: 'console/index.html', at: '/console', permissions: 'camera=(), geolocation=(), microphone=()' },
  { page: 'field/index.html', at: '/field', permissions: 'camera=(self), geolocation=(self), microphone=()' },
] as const;

/** Scripts of ours alone; style that a library adds at run time names this answer's nonce. */
const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const pageReader = (directory: string, page: string): (() => string) => {
  let text: string | null = null;
  return () => {
    try {
      text ??= readFileSync(join(directory, page), 'utf8');
    } catch {
      throw new Refusal('NotFound', '网页尚未构建，请先运行 npm start 或 npm run build:web。');
    }
    return text;
  };
};

/** A worker asks for what belongs to the pages and nothing else; it runs under the policy of its own file. */
const WORKER_POLICY = "default-src 'none'; connect-src 'self'";

/**
 * The script that lets the field view open without a connection. Its address stays, so that a phone finds the next one,
 * and is asked for anew each time; it speaks for the page itself too, which lies beside its folder.
 */
const workerRoute = (app: ApiApp, directory: string): void => {
  const read = pageReader(directory, 'field/sw.js');
  app.get('/field/sw.js', { config: OPEN }, (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('service-worker-allowed', '/field')
      .header('content-security-policy', WORKER_POLICY)
      .send(read()),
  );
};

/** The pages are open, they hold no facts: what they read through the API, the API guards. */
export const webRoutes = async (app: ApiApp, { webDirectory }: ApiDeps): Promise<void> => {
  if (webDirectory === undefined) return;
  for (const { page, at, permissions } of APPLICATIONS) {
    const read = pageReader(webDirectory, page);
    const show = (_request: unknown, reply: FastifyReply) => {
      const nonce = randomBytes(NONCE_BYTES).toString('base64');
      return reply
        .type(HTML)
        .header('content-security-policy', policyOf(nonce))
        .header('permissions-policy', permissions)
        .send(read().replaceAll(NONCE_PLACE, nonce));
    };
    app.get(at, { config: OPEN }, show);
    app.get(`${at}/*`, { config: OPEN }, show);
  }
  workerRoute(app, webDirectory);
  await app.register(fastifyStatic, {
    root: join(webDirectory, 'assets'),
    serve: false,
    preCompressed: true,
  });
  app.get(
    '/static/assets/:file',
    { config: OPEN, schema: { params: z.object({ file: z.string() }) } },
    (request, reply) =>
      // Named by their content: another content has another name.
      reply.sendFile(request.params.file, { maxAge: '365d', immutable: true }),
  );
};
