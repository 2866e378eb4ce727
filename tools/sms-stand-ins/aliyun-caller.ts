import { createHash, createHmac } from 'node:crypto';
import type { StandInRequest } from './http-stand-in.ts';

const CLOCK_TOLERANCE_MS = 15 * 60_000;

interface Key {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/**
 * Checks who calls: signature (ACS3-HMAC-SHA256), clock, and a nonce used twice.
 * @returns the check; it gives the error code of what is wrong, null where nothing is
 */
export const createCallerCheck = (options: Key): ((request: StandInRequest) => string | null) => {
  const nonces = new Set<string>();
  return ({ url, headers, body }: StandInRequest): string | null => {
    const header = (name: string) => String(headers[name] ?? '');
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    if (header('x-acs-content-sha256') !== sha256(body)) return 'SignatureDoesNotMatch';
    const parts = /^ACS3-HMAC-SHA256 Credential=(.+),SignedHeaders=(.+),Signature=(.+)$/.exec(
      header('authorization'),
    );
    if (parts?.[1] !== options.accessKeyId) return 'InvalidAccessKeyId.NotFound';
    const names = (parts[2] ?? '').split(';');
    for (const name of [
      'host',
      'x-acs-action',
      'x-acs-content-sha256',
      'x-acs-date',
      'x-acs-signature-nonce',
    ])
      if (!names.includes(name)) return 'SignatureDoesNotMatch';
    const lines = names.map((name) => `${name}:${header(name).trim()}\n`).join('');
    const query = [...url.searchParams].map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`).sort();
    const canonical = `POST\n${url.pathname}\n${query.join('&')}\n${lines}\n${names.join(';')}\n${sha256(body)}`;
    const expected = createHmac('sha256', options.accessKeySecret)
      .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
      .digest('hex');
    if (parts[3] !== expected) return 'SignatureDoesNotMatch';
    if (Math.abs(Date.now() - Date.parse(header('x-acs-date'))) > CLOCK_TOLERANCE_MS)
      return 'InvalidTimeStamp.Expired';
    const nonce = header('x-acs-signature-nonce');
    if (nonces.has(nonce)) return 'SignatureNonceUsed';
    nonces.add(nonce);
    return null;
  };
};

const rfc3986 = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('!', '%21')
    .replaceAll("'", '%27')
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')
    .replaceAll('*', '%2A');
