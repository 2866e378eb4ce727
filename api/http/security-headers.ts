import type { ApiApp } from './api-app.ts';

/** Nothing from elsewhere, no scripts, no frames: pages of ours are text, one style sheet and drawings in the page. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const;

/** One year, told only where people come over HTTPS. */
const STRICT_TRANSPORT = 'max-age=31536000; includeSubDomains';

export const registerSecurityHeaders = (app: ApiApp, secure: boolean): void => {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS).header('x-request-id', request.id);
    if (secure) reply.header('strict-transport-security', STRICT_TRANSPORT);
  });
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
};
