import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../../runtime/log.ts';
import type { EmailProvider, SmsProvider } from '../providers/provider.ts';
import { BadReceipt, type ReadPush } from '../providers/receipt.ts';
import type { KeepReceipts } from './keep-receipts.ts';
import { readBody } from './read-body.ts';
import type { ReceiptMetrics } from './receipt-metrics.ts';

export interface ReceiptServerOptions {
  readonly providers: readonly (EmailProvider | SmsProvider)[];
  readonly keep: KeepReceipts;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly log: Logger;
  readonly metrics: ReceiptMetrics | null;
}

export interface ReceiptServer {
  readonly port: number;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly contentType?: string;
  readonly body: string;
}

const BODY_LIMIT = 2 * 1024 * 1024;
const PATH = /^\/receipts\/([^/]+)\/([^/]+)$/;
const NOT_FOUND: Answer = { status: 404, body: '' };

/**
 * Takes receipts that providers push to `/receipts/<provider id>/<token>`. Answered is what the provider wants to read
 * once everything is kept; 400 with the field that is wrong, after all readable entries of the same push were kept; 503
 * where they could not be kept, so that the provider pushes again. Who does not know the token learns nothing.
 * @throws where the port is taken
 */
export const startReceiptServer = async (options: ReceiptServerOptions): Promise<ReceiptServer> => {
  const { providers, host, port, log, metrics } = options;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const provider = providerOf(url, providers);
    const answering = provider === null ? Promise.resolve(NOT_FOUND) : take(options, provider, request, url);
    void answering
      .catch((error: unknown): Answer => {
        log.error({ err: error }, 'a pushed receipt could not be taken');
        return { status: 500, body: '' };
      })
      .then(({ status, contentType = 'text/plain; charset=utf-8', body }) => {
        if (status !== 200 && provider !== null) metrics?.refused(provider.id, status);
        response.writeHead(status, { 'content-type': contentType }).end(body);
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`receipts cannot be taken on ${host}:${port} (${error.message}); set RECEIPTS_PORT`)),
    );
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
};

type Pusher = EmailProvider | SmsProvider;

const providerOf = ({ pathname }: URL, providers: readonly Pusher[]): Pusher | null => {
  const [, id, token = ''] = PATH.exec(pathname) ?? [];
  const provider = providers.find((one) => one.id === id);
  if (provider?.pushToken === undefined || provider.readPush === undefined) return null;
  return isSame(provider.pushToken, token) ? provider : null;
};

/** Takes as long for a wrong token as for a right one. */
const isSame = (one: string, other: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
};

const take = async (
  { keep, log }: ReceiptServerOptions,
  provider: Pusher,
  request: IncomingMessage,
  url: URL,
): Promise<Answer> => {
  if (request.method !== 'POST') return { status: 405, body: 'POST' };
  const body = await readBody(request, BODY_LIMIT);
  if (body === null) return { status: 413, body: `the body is longer than ${BODY_LIMIT} bytes` };
  const query = Object.fromEntries(url.searchParams);
  const read = tryToRead(() => provider.readPush?.({ headers: request.headers, query, body }));
  if (read === undefined) return NOT_FOUND;
  if (read instanceof BadReceipt) {
    log.warn({ provider: provider.id, problem: read.message }, 'a push cannot be read');
    return { status: 400, body: read.message };
  }
  try {
    await keep(provider.id, read.receipts);
  } catch {
    return { status: 503, body: 'not kept; push again' };
  }
  const problems = read.problems ?? [];
  if (problems.length === 0) return { status: 200, ...read.answer };
  log.warn(
    { provider: provider.id, problems, kept: read.receipts.length },
    'entries of a push cannot be read',
  );
  return { status: 400, body: problems.join('\n') };
};

const tryToRead = (read: () => ReadPush | undefined): ReadPush | BadReceipt | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadReceipt) return error;
    throw error;
  }
};
