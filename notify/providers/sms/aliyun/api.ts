import { randomUUID } from 'node:crypto';
import { createHttpPoster, type HttpAnswer, type LostRequest } from '../../http-post.ts';
import { type AccessKey, canonicalQuery, sha256, signAcs3 } from './sign-acs3.ts';

const VERSION = '2017-05-25';

export interface AliyunApi {
  /** Parameters go where the vendor's SDK puts them: in the address, those of a batch in a form. */
  call(
    action: 'SendSms' | 'SendBatchSms' | 'QuerySendDetails',
    query: Readonly<Record<string, string>>,
    form?: Readonly<Record<string, string>>,
  ): Promise<HttpAnswer | LostRequest>;
  close(): void;
}

/** Signed calls of the 短信服务 API (dysmsapi 2017-05-25). */
export const createAliyunApi = (endpoint: string, key: AccessKey, timeoutMs: number): AliyunApi => {
  const address = new URL('/', endpoint);
  const poster = createHttpPoster(address.href, timeoutMs);
  return {
    call: (action, query, form) => {
      const body = form === undefined ? '' : canonicalQuery(form);
      const headers: Record<string, string> = {
        host: address.host,
        'x-acs-action': action,
        'x-acs-version': VERSION,
        'x-acs-date': new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
        'x-acs-signature-nonce': randomUUID(),
        'x-acs-content-sha256': sha256(body),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        accept: 'application/json',
      };
      const authorization = signAcs3({ query, body, headers }, key);
      return poster.post(body, { ...headers, authorization }, `?${canonicalQuery(query)}`);
    },
    close: () => poster.close(),
  };
};
