import { createHttpPoster, type HttpAnswer, type LostRequest } from '../../http-post.ts';
import { type SecretKey, signTc3 } from './sign-tc3.ts';

const VERSION = '2021-01-11';
const CONTENT_TYPE = 'application/json';

export interface TencentApi {
  call(
    action: 'SendSms' | 'PullSmsSendStatusByPhoneNumber',
    body: Readonly<Record<string, unknown>>,
  ): Promise<HttpAnswer | LostRequest>;
  close(): void;
}

/** Signed calls of the 短信 API, version 2021-01-11. */
export const createTencentApi = (
  endpoint: string,
  region: string,
  key: SecretKey,
  timeoutMs: number,
): TencentApi => {
  const { href, host, hostname } = new URL('/', endpoint);
  const poster = createHttpPoster(href, timeoutMs);
  return {
    call: (action, parameters) => {
      const body = JSON.stringify(parameters);
      const timestamp = Math.floor(Date.now() / 1000);
      return poster.post(body, {
        host,
        'content-type': CONTENT_TYPE,
        'x-tc-action': action,
        'x-tc-version': VERSION,
        'x-tc-region': region,
        'x-tc-timestamp': String(timestamp),
        authorization: signTc3({ hostname, contentType: CONTENT_TYPE, body, timestamp }, key),
      });
    },
    close: () => poster.close(),
  };
};
