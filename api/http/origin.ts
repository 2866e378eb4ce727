import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../domain/failure/failures.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** A header that a foreign page cannot send without being asked first (CORS), and we never say yes. */
const REQUESTED_BY = 'x-requested-by';

const originOf = (text: string): string | null => (URL.canParse(text) ? new URL(text).origin : null);

/**
 * Against forged requests (CSRF): a changing request comes from a page of ours, shown by its Origin, or from a program
 * that sends the header `X-Requested-By`. @throws Refusal Forbidden
 */
export const assertOwnOrigin = (request: FastifyRequest, baseUrl: string): void => {
  if (SAFE_METHODS.has(request.method)) return;
  const { origin, host } = request.headers;
  if (origin !== undefined) {
    const from = originOf(origin);
    if (from !== null && (from === originOf(baseUrl) || new URL(from).host === host)) return;
    throw new Refusal('Forbidden', '请求来自其他网站，已拒绝；请在本系统页面内操作。');
  }
  if (request.headers[REQUESTED_BY] !== undefined || request.headers.cookie === undefined) return;
  throw new Refusal('Forbidden', '请求缺少来源标识（Origin 或 X-Requested-By），已拒绝。');
};
