import http from 'node:http';
import https from 'node:https';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** The request ended without an answer; `code` is the system's (ECONNREFUSED …) or TIMEOUT. */
export interface LostRequest {
  readonly code: string;
  /** No connection came about, so the other side knows nothing of the request. */
  readonly isUnsent: boolean;
  readonly message: string;
}

export interface HttpPoster {
  /** @param query with its question mark; put behind the address */
  post(
    body: string,
    headers: Readonly<Record<string, string>>,
    query?: string,
  ): Promise<HttpAnswer | LostRequest>;
  close(): void;
}

const ANSWER_LIMIT = 1024 * 1024;
/** Shorter than servers keep idle connections: a request on one that is just being closed has an unknown end. */
const IDLE_MS = 4_000;

/**
 * Posts to one address over connections that are kept open. Not `fetch`: at hundreds of messages a second its
 * streams and abort signals cost more than the sending itself.
 */
export const createHttpPoster = (url: string, timeoutMs: number): HttpPoster => {
  const { request, Agent } = url.startsWith('https:') ? https : http;
  const agent = new Agent({ keepAlive: true, timeout: IDLE_MS });
  return {
    post: (body, headers, query = '') =>
      new Promise((settle) => {
        const length = Buffer.byteLength(body);
        const outgoing = request(url + query, {
          method: 'POST',
          agent,
          headers: { ...headers, 'content-length': length },
        });
        const timer = setTimeout(
          () => outgoing.destroy(Object.assign(new Error('no answer in time'), { code: 'TIMEOUT' })),
          timeoutMs,
        );
        const lost = ({ code, message, syscall }: NodeJS.ErrnoException): void => {
          clearTimeout(timer);
          const isUnsent = syscall === 'connect' || syscall === 'getaddrinfo';
          settle({ code: code ?? 'error', isUnsent, message });
        };
        outgoing.on('error', lost);
        outgoing.on('response', (response) => {
          let answer = '';
          response.setEncoding('utf8');
          response.on('error', lost);
          response.on('data', (chunk: string) => {
            if (answer.length < ANSWER_LIMIT) answer += chunk;
          });
          response.on('end', () => {
            clearTimeout(timer);
            settle({ status: response.statusCode ?? 0, body: answer });
          });
        });
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
};
