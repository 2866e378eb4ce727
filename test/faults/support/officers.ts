/** Officers at their browsers: signed in over HTTP, they give commands and press the button again while there is no answer. */
import { setTimeout as wait } from 'node:timers/promises';
import { patiently } from './patience.ts';

export const PASSWORD = 'correct horse battery';

const AGAIN_AFTER_MS = 250;
/** What the API says where an engine is down, or the subject's workflow is not started yet: the same id again. */
const TRY_AGAIN = new Set([202, 429, 500, 502, 503, 504]);
const LIMIT_MS = 300_000;

export interface GivenCommand {
  readonly id: string;
  readonly [field: string]: unknown;
}

export interface Officers {
  /** @returns when the API has said that it is done. @throws where it is refused */
  give(officerId: string, path: string, command: GivenCommand): Promise<void>;
}

const cookieOf = (response: Response): string =>
  (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

export const officersAt = (apiUrl: string, authorityId: string): Officers => {
  const cookies = new Map<string, string>();
  const post = (path: string, body: object, cookie = ''): Promise<Response> =>
    fetch(`${apiUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-requested-by': 'test', cookie },
      body: JSON.stringify(body),
    });
  const signedIn = async (officerId: string): Promise<string> => {
    const known = cookies.get(officerId);
    if (known !== undefined) return known;
    const cookie = await patiently(async () => {
      const response = await post('/api/sign-in', {
        username: `${authorityId}-${officerId}`,
        password: PASSWORD,
      });
      if (!response.ok) throw new Error(`${officerId} cannot sign in: ${await response.text()}`);
      return cookieOf(response);
    });
    cookies.set(officerId, cookie);
    return cookie;
  };
  return {
    give: async (officerId, path, command) => {
      const giveUpAt = Date.now() + LIMIT_MS;
      for (;;) {
        const cookie = await signedIn(officerId);
        const response = await post(path, command, cookie).catch(() => null);
        if (response?.status === 200) return;
        const said = response === null ? 'no answer' : await response.text().catch(() => '');
        if (response !== null && !TRY_AGAIN.has(response.status))
          throw new Error(`${path} (${command.id}): ${response.status} ${said}`);
        if (Date.now() > giveUpAt) throw new Error(`${path} (${command.id}) is never done: ${said}`);
        await wait(AGAIN_AFTER_MS);
      }
    },
  };
};
