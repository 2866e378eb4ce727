import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../../notify/receipts/read-body.ts';

export interface StandInRequest {
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface StandInAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * What goes wrong with a call. silent: taken, but no answer ever comes. cut: taken, and the connection ends in its
 * place. Anything else is answered as it stands, and nothing is taken.
 */
export type Fault = 'silent' | 'cut' | StandInAnswer;

export interface HttpStandIn {
  readonly url: string;
  stop(): Promise<void>;
}

const BODY_LIMIT = 4 * 1024 * 1024;

/** A provider's server on this machine; `faultOf` is asked before each call, `take` does what the provider does. */
export const startHttpStandIn = async (
  take: (request: StandInRequest) => StandInAnswer,
  faultOf: (request: StandInRequest) => Fault | null,
): Promise<HttpStandIn> => {
  const server = createServer((incoming, response) => {
    const answer = ({ status, body }: StandInAnswer): void => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' }).end(text);
    };
    void (async () => {
      const body = (await readBody(incoming, BODY_LIMIT)) ?? '';
      const request = {
        url: new URL(incoming.url ?? '/', 'http://stand-in'),
        headers: incoming.headers,
        body,
      };
      const fault = faultOf(request);
      if (fault !== null && typeof fault === 'object') return answer(fault);
      const taken = take(request);
      if (fault === 'cut') incoming.socket.destroy();
      else if (fault === null) answer(taken);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
