import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSmsGatewayProvider } from '../../../notify/providers/sms-gateway.ts';

const message = {
  messageId: 'm-1',
  to: '13900000001',
  text: '【局】文',
  businessAt: null,
  notice: { code: 'task-dispatched', version: 1, audience: 'officer' as const, params: {} },
};
let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const gatewayThat = async (answer: RequestListener): Promise<string> => {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`;
};
const send = async (url: string) =>
  (await createSmsGatewayProvider({ url, timeoutMs: 200 }).send([message]))[0];

describe('the outcome of an SMS', () => {
  it.each([
    [429, 'temporary'],
    [503, 'temporary'],
    [400, 'permanent'],
    [403, 'permanent'],
    [502, 'unknown'],
    [504, 'unknown'],
  ])('is told by status %i: %s', async (status, kind) => {
    const url = await gatewayThat((_, response) => response.writeHead(status).end('why'));
    expect(await send(url)).toEqual({ kind, code: String(status), answer: 'why' });
  });

  it('is temporary where nobody listens', async () => {
    const url = await gatewayThat((_, response) => response.end());
    server?.close();
    server?.closeAllConnections();
    expect(await send(url)).toMatchObject({ kind: 'temporary', code: 'ECONNREFUSED' });
  });

  it('is unknown where the answer is lost twice, asked under the same key', async () => {
    const keys: unknown[] = [];
    const url = await gatewayThat((request, response) => {
      keys.push(request.headers['idempotency-key']);
      response.destroy();
    });
    expect(await send(url)).toMatchObject({ kind: 'unknown' });
    expect(keys).toEqual(['m-1', 'm-1']);
  });

  it('is unknown where no answer comes in time', async () => {
    const url = await gatewayThat(() => undefined);
    expect(await send(url)).toMatchObject({ kind: 'unknown', code: 'TIMEOUT' });
  });

  it('is told by the second answer where the first was lost', async () => {
    let posts = 0;
    const url = await gatewayThat((_, response) => {
      posts += 1;
      if (posts === 1) response.destroy();
      else response.end('{"reference": "r-1"}');
    });
    expect(await send(url)).toMatchObject({ kind: 'sent', reference: 'r-1' });
  });

  it('needs an http address', () => {
    expect(() => createSmsGatewayProvider({ url: 'smpp://localhost' })).toThrow('must be http');
  });
});
