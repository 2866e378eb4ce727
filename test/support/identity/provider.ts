/** A real OpenID provider on this machine, at which whoever comes is signed in as the person that the test names. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export const CLIENT_ID = 'inspection';
export const CLIENT_SECRET = 'a-secret-of-the-test-alone-0123456789';

const CONSENT_PAGE = `<!doctype html><html lang="zh-CN"><title>统一身份认证</title>
<link rel="icon" href="data:,"><h1>统一身份认证</h1><form method="post"><button>确认登录</button></form></html>`;

export interface TestProvider {
  readonly issuer: string;
  /** Who is at the keyboard: the account's claims. */
  signInAs(claims: Readonly<Record<string, unknown>>): void;
  /** Follows an address to the provider, signs in there, and returns the address to which it sends back. */
  visit(address: string): Promise<URL>;
  close(): Promise<void>;
}

const setCookies = (jar: Map<string, string>, response: Response): void => {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    jar.set(pair.slice(0, at), pair.slice(at + 1));
  }
};

export const startProvider = async (redirectUri: string): Promise<TestProvider> => {
  let person: Readonly<Record<string, unknown>> = {};
  let answer: (request: IncomingMessage, response: ServerResponse) => unknown = () => undefined;
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: [redirectUri] },
        ...{ grant_types: ['authorization_code'], response_types: ['code'] },
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email', 'email_verified'] },
    cookies: { keys: ['of the test alone'] },
    findAccount: async (_context, sub) => ({ accountId: sub, claims: async () => ({ ...person, sub }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    async loadExistingGrant(context) {
      const { client, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({
        clientId: client?.clientId ?? '',
        accountId: session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
  answer = async (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return provider.callback()(request, response);
    // A browser is shown a page on which its person says yes; a program is taken to have said it.
    if (request.method === 'GET' && request.headers.accept?.includes('text/html') === true)
      return response.setHeader('content-type', 'text/html; charset=utf-8').end(CONSENT_PAGE);
    return provider.interactionFinished(request, response, { login: { accountId: 'somebody' } });
  };
  return {
    issuer,
    signInAs: (claims) => {
      person = claims;
    },
    visit: async (address) => {
      const jar = new Map<string, string>();
      let next = new URL(address);
      while (next.href.startsWith(issuer)) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const response = await fetch(next, { redirect: 'manual', headers: { cookie } });
        setCookies(jar, response);
        const location = response.headers.get('location');
        if (location === null)
          throw new Error(`the provider stays at ${response.status}: ${await response.text()}`);
        next = new URL(location, next);
      }
      return next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((settle) => server.close(settle));
    },
  };
};
