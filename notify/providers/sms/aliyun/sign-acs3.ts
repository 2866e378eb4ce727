import { createHash, createHmac } from 'node:crypto';

export interface Acs3Request {
  readonly query: Readonly<Record<string, string>>;
  /** As it goes over the wire: '' or a form. */
  readonly body: string;
  /** Names in small letters, `host` and every `x-acs-…` among them. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface AccessKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

const ALGORITHM = 'ACS3-HMAC-SHA256';

/**
 * The `Authorization` header of an Alibaba Cloud request, signature version 3, of a POST to `/` (RPC style).
 * Source: https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature; held against what the
 * vendor's own SDK (@alicloud/openapi-core) sends.
 */
export const signAcs3 = ({ query, body, headers }: Acs3Request, key: AccessKey): string => {
  const signed = Object.keys(headers)
    .filter((name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'))
    .sort();
  const canonical = [
    'POST',
    '/',
    canonicalQuery(query),
    ...signed.map((name) => `${name}:${headers[name]?.trim()}`),
    '',
    signed.join(';'),
    sha256(body),
  ].join('\n');
  const signature = createHmac('sha256', key.accessKeySecret)
    .update(`${ALGORITHM}\n${sha256(canonical)}`)
    .digest('hex');
  return `${ALGORITHM} Credential=${key.accessKeyId},SignedHeaders=${signed.join(';')},Signature=${signature}`;
};

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Sorted and encoded by RFC 3986; the request's own query must be this very text. */
export const canonicalQuery = (query: Readonly<Record<string, string>>): string =>
  Object.keys(query)
    .sort()
    .map((name) => `${encode(name)}=${encode(query[name] ?? '')}`)
    .join('&');

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
