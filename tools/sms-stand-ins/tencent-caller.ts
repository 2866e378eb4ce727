import { createHash, createHmac } from 'node:crypto';
import type { StandInRequest } from './http-stand-in.ts';

const CLOCK_TOLERANCE_SECONDS = 300;

/** What is wrong with the caller of a request: header, key, clock or signature (TC3-HMAC-SHA256); null where nothing is. */
export const callerProblem = (
  { url, headers, body }: StandInRequest,
  { secretId, secretKey }: { readonly secretId: string; readonly secretKey: string },
): string | null => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const parts = /^TC3-HMAC-SHA256 Credential=(.+?)\/(.+?), SignedHeaders=(.+?), Signature=(.+)$/.exec(
    headers.authorization ?? '',
  );
  if (parts === null) return 'AuthFailure.InvalidAuthorization';
  const [, id, scope = '', names = '', signature] = parts;
  if (id !== secretId) return 'AuthFailure.SecretIdNotFound';
  const timestamp = String(headers['x-tc-timestamp']);
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > CLOCK_TOLERANCE_SECONDS)
    return 'AuthFailure.SignatureExpire';
  const headerOf = (name: string) =>
    name === 'host' ? String(headers.host).replace(/:\d+$/, '') : String(headers[name]);
  const lines = names.split(';').map((name) => `${name}:${headerOf(name)}\n`);
  const canonical = `POST\n${url.pathname}\n\n${lines.join('')}\n${names}\n${sha256(body)}`;
  const [date = '', service = ''] = scope.split('/');
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
  const expected = hmac(key, `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`).toString('hex');
  return signature === expected ? null : 'AuthFailure.SignatureFailure';
};
