import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { segmentsOf } from '../../notify/templates/segments.ts';
import { countBy } from '../inbox/inbox.ts';
import { serveLocally, type WebAnswer } from '../inbox/page.ts';
import { openRecordStore } from '../inbox/record-store.ts';
import type { ReceivedSms } from './received-sms.ts';
import { smsPage } from './sms-page.ts';

export interface SmsGatewayOptions {
  /** Who may reach it; beyond this machine only inside a container network. @default '127.0.0.1' */
  readonly host?: string | undefined;
  /** @default 0, any free port */
  readonly port?: number | undefined;
  /** Where messages are kept over a restart; without it they are kept in memory. */
  readonly file?: string | undefined;
  /** The messages are a rehearsal's: the page says so, and shows business time. @default false */
  readonly rehearsal?: boolean;
}

export interface SmsGateway {
  /** Where a notifier posts to. */
  readonly smsUrl: string;
  readonly webUrl: string;
  /** Every SMS once, oldest first. */
  messages(): readonly ReceivedSms[];
  /** How often each message of the outbox was posted, repetitions under the same key included. */
  countsByMessage(): ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

const MAXIMUM_BYTES = 64 * 1024;

/** A gateway (本地短信网关) that keeps what it gets and shows it; one Idempotency-Key is one SMS. */
export const startSmsGateway = async ({
  host,
  port = 0,
  file,
  rehearsal = false,
}: SmsGatewayOptions = {}): Promise<SmsGateway> => {
  const store = openRecordStore<ReceivedSms>(file ?? null);
  const byKey = new Map(store.all().map((sms) => [sms.messageId, sms]));
  const posts = store.all().map(({ messageId }) => messageId);
  const take = async (request: IncomingMessage): Promise<WebAnswer> => {
    const body = parse(await readBody(request));
    const key = request.headers['idempotency-key'];
    if (body === null || typeof key !== 'string') return json(400, { error: 'to, text and Idempotency-Key' });
    posts.push(key);
    const sms = byKey.get(key) ?? {
      messageId: key,
      reference: randomUUID(),
      receivedAt: new Date().toISOString(),
      ...body,
      segments: segmentsOf(body.text),
    };
    if (!byKey.has(key)) {
      byKey.set(key, sms);
      store.append(sms);
    }
    return json(200, { reference: sms.reference });
  };
  const web = await serveLocally(
    port,
    async (request, url) =>
      request.method === 'POST' && url.pathname === '/sms'
        ? take(request)
        : smsPage(store.all(), url, rehearsal),
    host,
  );
  return {
    smsUrl: `${web.url}/sms`,
    webUrl: web.url,
    messages: () => store.all(),
    countsByMessage: () => countBy(posts),
    stop: () => web.close(),
  };
};

const json = (status: number, body: object): WebAnswer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

const parse = (text: string): Pick<ReceivedSms, 'to' | 'text' | 'businessAt'> | null => {
  try {
    const { to, text: words, businessAt } = JSON.parse(text) as Record<string, unknown>;
    if (typeof to !== 'string' || typeof words !== 'string') return null;
    return { to, text: words, ...(typeof businessAt === 'string' ? { businessAt } : {}) };
  } catch {
    return null;
  }
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > MAXIMUM_BYTES) return '';
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
};
