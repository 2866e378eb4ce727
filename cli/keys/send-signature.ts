/** A signature on its way to the bureau's server: its holder signs in there and gives it, as he would at a browser. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { UsageError } from '../usage-error.ts';
import type { SignedFile } from './document-file.ts';
import { readPassphrase } from './passphrase.ts';

/** Options of a command that can send. */
export const SEND_OPTIONS = {
  send: { type: 'string' },
  username: { type: 'string' },
  'password-file': { type: 'string' },
} as const;

export interface MadeSignature {
  readonly role: 'operator' | 'supervisor' | 'witness';
  readonly keyId: string;
  readonly value: string;
}

const ANSWER_WITHIN_MS = 30_000;
const AGAIN_AFTER_MS = 1_000;
/** 202: under way. Asked again under the same id, it is never carried out twice. */
const MOST_TRIES = 60;
const PENDING = 202;

/**
 * The address that a signature is given to, and what it says besides. The id is that of this sending alone: one made of
 * the signature would let a refusal (too early, by another person) stand for ever.
 */
const commandOf = ({ document, order }: SignedFile, { role, keyId, value }: MadeSignature) => {
  if (document === 'event') return { path: 'event-signatures', body: { keyId, value } };
  const id = `sign/${randomUUID()}`;
  return order === undefined
    ? { path: 'commands/signDraw', body: { id, document, role, keyId, value } }
    : { path: 'commands/voidDraw', body: { id, ...order, keyId, value } };
};

const post = (server: string, path: string, body: object, cookie = ''): Promise<Response> =>
  fetch(new URL(path, server), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-by': 'keys', cookie },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });

/** @throws Error with the server's own words */
const refusedBy = async (response: Response): Promise<Error> => {
  const { detail } = (await response.json().catch(() => ({}))) as { readonly detail?: unknown };
  return new Error(typeof detail === 'string' ? detail : `服务器拒绝了签名（${response.status}）。`);
};

const cookieOf = (response: Response): string =>
  (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
/** 200: the password was right, and something more is asked for. */
const NOT_DONE = 200;

const signIn = async (server: string, username: string, password: string): Promise<string> => {
  const response = await post(server, '/api/sign-in', { username, password });
  if (!response.ok) throw await refusedBy(response);
  if (response.status !== NOT_DONE) return cookieOf(response);
  const { stage } = (await response.json()) as { readonly stage: string };
  if (stage !== 'second-factor') throw new Error('请先在浏览器中登录一次，完成登录页要求的步骤。');
  const code = await readPassphrase(undefined, { prompt: '动态验证码：', option: '--send' });
  const second = await post(server, '/api/sign-in/second-factor', { code }, cookieOf(response));
  if (!second.ok) throw await refusedBy(second);
  // The first clears the step that is done.
  const cookies = second.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  return cookies.find((cookie) => /^(__Host-)?sid=/.test(cookie)) ?? '';
};

/** @returns the server's answer @throws Error (Chinese) where it refuses, UsageError where it is not known who sends */
export const sendSignature = async (
  file: SignedFile,
  signature: MadeSignature,
  values: {
    readonly send: string;
    readonly username?: string | undefined;
    readonly 'password-file'?: string | undefined;
  },
): Promise<string> => {
  const { send: server, username } = values;
  if (!URL.canParse(server))
    throw new UsageError('请用 --send 写明服务器的网址，如 https://example.gov.cn。');
  if (username === undefined) throw new UsageError('请用 --username 写明密钥持有人的用户名。');
  const asking = { prompt: '登录密码：', option: '--password-file' };
  const password = await readPassphrase(values['password-file'], asking);
  const cookie = await signIn(server, username, password);
  const drawNo = file.drawId.slice(file.drawId.indexOf('/') + 1);
  const { path, body } = commandOf(file, signature);
  const address = `/api/draws/${encodeURIComponent(drawNo)}/${path}`;
  for (let tries = 1; ; tries += 1) {
    const response = await post(server, address, body, cookie);
    if (!response.ok) throw await refusedBy(response);
    if (response.status !== PENDING) {
      const answer = (await response.json()) as { message?: string; outcome?: { message: string } };
      return answer.message ?? answer.outcome?.message ?? '';
    }
    if (tries >= MOST_TRIES) return '已提交，尚未办结；可以用同一文件再次提交，不会重复办理';
    await wait(AGAIN_AFTER_MS);
  }
};
