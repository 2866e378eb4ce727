import type { Outcome } from '../delivery/outcome.ts';
import { createHttpPoster, type HttpAnswer, type LostRequest } from './http-post.ts';
import type { OutgoingSms, SmsProvider } from './provider.ts';

export interface SmsGatewayOptions {
  /** @default 'sms-gateway' */
  readonly id?: string | undefined;
  /** Address the messages are posted to. */
  readonly url: string;
  /** @default {@link DEFAULT_TIMEOUT_MS} */
  readonly timeoutMs?: number | undefined;
}

const DEFAULT_TIMEOUT_MS = 15_000;

/** Answers of a proxy that does not know what became of the request. */
const UNCLEAR_STATUS = new Set([502, 504]);
const BUSY_STATUS = new Set([408, 425, 429, 500, 503]);

/**
 * HTTP gateway (短信网关), interface:
 *
 *     POST <url>   Content-Type: application/json   Idempotency-Key: <message id>
 *     {"messageId": "…", "to": "13900000000", "text": "【局名】…"}      a rehearsal adds "businessAt", RFC 3339
 *
 *     200 {"reference": "…"}   taken; the same key again answers the same and sends nothing
 *     408 425 429 500 503      not taken, try again later
 *     other 4xx 5xx            not taken and never will be; the body says why
 *
 * Because the gateway promises that one key is one SMS, an answer that got lost is asked for once more under the
 * same key; if that is lost too the outcome is unknown.
 */
export const createSmsGatewayProvider = ({
  id = 'sms-gateway',
  url,
  timeoutMs = DEFAULT_TIMEOUT_MS,
}: SmsGatewayOptions): SmsProvider => {
  if (!/^https?:/.test(url)) throw new Error('the SMS gateway address must be http:// or https://');
  const poster = createHttpPoster(url, timeoutMs);
  const post = async ({ businessAt, notice: _, ...message }: OutgoingSms): Promise<Outcome> => {
    // A live gateway gets what its interface names and nothing else.
    const body = businessAt === null ? message : { ...message, businessAt };
    const answer = await poster.post(JSON.stringify(body), {
      'content-type': 'application/json',
      'idempotency-key': message.messageId,
    });
    return 'status' in answer ? classify(answer) : classifyLost(answer);
  };
  const sendOne = async (message: OutgoingSms): Promise<Outcome> => {
    const outcome = await post(message);
    return outcome.kind === 'unknown' ? post(message) : outcome;
  };
  return {
    id,
    kind: 'sms-gateway',
    channel: 'sms',
    batchSize: 1,
    send: (batch) => Promise.all(batch.map(sendOne)),
    close: async () => poster.close(),
  };
};

const classify = ({ status, body: answer }: HttpAnswer): Outcome => {
  const code = String(status);
  if (status >= 200 && status < 300) return { kind: 'sent', code, answer, reference: referenceIn(answer) };
  if (BUSY_STATUS.has(status)) return { kind: 'temporary', code, answer };
  return { kind: UNCLEAR_STATUS.has(status) ? 'unknown' : 'permanent', code, answer };
};

const classifyLost = ({ code, isUnsent, message }: LostRequest): Outcome => ({
  kind: isUnsent ? 'temporary' : 'unknown',
  code,
  answer: message,
});

const referenceIn = (answer: string): string => {
  try {
    const { reference } = JSON.parse(answer) as { reference?: unknown };
    return typeof reference === 'string' ? reference : '';
  } catch {
    return '';
  }
};
