import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Outcome } from '../delivery/outcome.ts';
import type { EmailProvider, OutgoingEmail } from './provider.ts';

export interface SmtpOptions {
  /** @default 'smtp' */
  readonly id?: string | undefined;
  /** smtp://user:password@host:587 */
  readonly url: string;
  /** `局名 <notice@example.gov.cn>` */
  readonly from: string;
  /** @default {@link DEFAULT_CONNECTIONS} */
  readonly connections?: number | undefined;
  /** Longest silence of the server. @default {@link DEFAULT_TIMEOUT_MS} */
  readonly timeoutMs?: number | undefined;
}

/** On a rehearsal's mails alone. */
const BUSINESS_TIME_HEADER = 'X-Business-Time';
const DEFAULT_CONNECTIONS = 5;
const DEFAULT_TIMEOUT_MS = 30_000;
const MAILS_PER_CONNECTION = 1_000;

/** What nodemailer puts on its errors. */
interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/**
 * One pooled transport (连接池) for the life of the process. The pool never re-queues a mail by itself
 * (`maxRequeues: 0`): the outbox alone decides what is sent again.
 */
export const createSmtpProvider = ({
  id = 'smtp',
  url,
  from,
  connections = DEFAULT_CONNECTIONS,
  timeoutMs = DEFAULT_TIMEOUT_MS,
}: SmtpOptions): EmailProvider => {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxMessages: MAILS_PER_CONNECTION,
    maxRequeues: 0,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0]);
  // The server asks for the body (DATA) only after it took the envelope; nodemailer reads the stream only then.
  transport.use('stream', (mail, done) => {
    const open = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (options) => {
      const body = open(options);
      bodies.set(mail.message.messageId(), body);
      return body;
    };
    done();
  });
  const bodies = new Map<string, Readable>();
  const domain = /@([^\s@>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  const sendOne = async (mail: OutgoingEmail): Promise<Outcome> => {
    const { messageId, to, subject, text, html, businessAt } = mail;
    const reference = `<${messageId}@${domain}>`;
    try {
      const { response } = await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        messageId: reference,
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(businessAt === null ? {} : { [BUSINESS_TIME_HEADER]: businessAt }),
        },
      });
      return { kind: 'sent', code: response.slice(0, 3), answer: response, reference };
    } catch (error) {
      return classify(error as SmtpError, bodies.get(reference)?.readableDidRead ?? false);
    } finally {
      bodies.delete(reference);
    }
  };
  return {
    id,
    kind: 'smtp',
    channel: 'email',
    batchSize: 1,
    send: (batch) => Promise.all(batch.map(sendOne)),
    close: async () => transport.close(),
  };
};

/** 4xx is temporary, 5xx permanent; no answer after the body was asked for is unknown (RFC 5321 4.2.1, 4.5.3.2.6). */
export const classify = (error: SmtpError, bodyBegun: boolean): Outcome => {
  const { responseCode } = error;
  const answer = error.response ?? error.message;
  if (responseCode !== undefined && responseCode >= 400) {
    // 503 complains of the session's order of commands, not of the mail.
    const isPermanent = responseCode >= 500 && responseCode !== 503;
    return { kind: isPermanent ? 'permanent' : 'temporary', code: String(responseCode), answer };
  }
  const code = error.code ?? error.name;
  if (bodyBegun) return { kind: 'unknown', code, answer };
  if (code === 'EENVELOPE' || code === 'EMESSAGE')
    return { kind: 'permanent', code, answer, isInvalid: true };
  return { kind: 'temporary', code, answer };
};
