import { createHash, createHmac } from 'node:crypto';

export interface Tc3Request {
  /** Host without its port, as the vendor signs it. */
  readonly hostname: string;
  readonly contentType: string;
  readonly body: string;
  /** Seconds since 1970, the same as in the header X-TC-Timestamp. */
  readonly timestamp: number;
}

export interface SecretKey {
  readonly secretId: string;
  readonly secretKey: string;
}

const ALGORITHM = 'TC3-HMAC-SHA256';
const SERVICE = 'sms';
const SIGNED_HEADERS = 'content-type;host';

/**
 * The `Authorization` header of a Tencent Cloud request, signature method v3, of a POST to `/`.
 * Source: https://cloud.tencent.com/document/api/382/52070; held against what the vendor's own SDK
 * (tencentcloud-sdk-nodejs-sms) sends.
 */
export const signTc3 = (
  { hostname, contentType, body, timestamp }: Tc3Request,
  { secretId, secretKey }: SecretKey,
): string => {
  const canonical = [
    ...['POST', '/', ''],
    ...[`content-type:${contentType}`, `host:${hostname}`, ''],
    ...[SIGNED_HEADERS, sha256(body)],
  ].join('\n');
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${SERVICE}/tc3_request`;
  const key = ['tc3_request', SERVICE, date].reduceRight<string | Buffer>(
    (secret, text) => createHmac('sha256', secret).update(text).digest(),
    `TC3${secretKey}`,
  );
  const signature = createHmac('sha256', key)
    .update(`${ALGORITHM}\n${timestamp}\n${scope}\n${sha256(canonical)}`)
    .digest('hex');
  return `${ALGORITHM} Credential=${secretId}/${scope}, SignedHeaders=${SIGNED_HEADERS}, Signature=${signature}`;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
