import type { Outcome } from '../../delivery/outcome.ts';
import type { EmailProvider, OutgoingEmail } from '../provider.ts';
import { classify, type SmtpError } from './classify.ts';
import type { DkimSettings } from './dkim.ts';
import { dsnFor, returnPathFor } from './envelope.ts';
import { headersFor } from './headers.ts';
import { createShaper, type ShapingSettings } from './shaping.ts';
import { openTransport } from './transport.ts';

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
  /**
   * Where bounces go, `bounce@example.gov.cn`; each mail's own return path has its message's id after a plus sign. Without
   * it bounces go to the sender's mailbox: some providers let an account send under its own address only.
   */
  readonly bounceAddress?: string | undefined;
  readonly dkim?: DkimSettings | undefined;
  /** Limits for single recipient domains. */
  readonly shaping?: ShapingSettings | undefined;
}

const DEFAULT_CONNECTIONS = 5;
const DEFAULT_TIMEOUT_MS = 30_000;
/** A server that answers a little at a time is never silent; this ends it all the same, well within the lease. */
const SILENCES_PER_MAIL = 4;

const EARLY = {
  kind: 'temporary',
  code: 'shaped',
  answer: '收件域限速，稍后发送',
  isProviderFault: false,
} as const;

/**
 * An account on an SMTP server: one pooled transport (连接池) for the life of the process. The pool never re-queues a mail
 * by itself (`maxRequeues: 0`): the outbox alone decides what is sent again.
 */
export const createSmtpProvider = (options: SmtpOptions): EmailProvider => {
  const { id = 'smtp', from, bounceAddress, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const transport = openTransport({
    url: options.url,
    connections: options.connections ?? DEFAULT_CONNECTIONS,
    timeoutMs,
    dkim: options.dkim,
  });
  const shaper = createShaper(options.shaping ?? { domains: {} });
  const domain = /@([^\s@>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  const sendOne = async (mail: OutgoingEmail): Promise<Outcome> => {
    const { messageId, to, subject, text, html } = mail;
    const againInMs = shaper.admit(messageId, to);
    if (againInMs > 0) return { ...EARLY, againInMs };
    const beganAt = performance.now();
    const reference = `<${messageId}@${domain}>`;
    // An object, never a string: a string with a comma in it would be two recipients.
    const recipient = { name: '', address: to };
    const envelope =
      bounceAddress === undefined
        ? {}
        : { envelope: { from: returnPathFor(bounceAddress, messageId), to: [recipient] } };
    // Not AbortSignal.timeout(): its timers would go on, and make an error each, long after their mails are over.
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), timeoutMs * SILENCES_PER_MAIL);
    try {
      const { response } = await transport.send({
        from,
        to: recipient,
        subject,
        text,
        html,
        ...envelope,
        messageId: reference,
        headers: headersFor(mail),
        dsn: dsnFor(messageId, to),
        signal: patience.signal,
      });
      return { kind: 'sent', code: response.slice(0, 3), answer: response, reference };
    } catch (error) {
      const outcome = classify(error as SmtpError, transport.progressOf(reference));
      return outcome.kind === 'unknown' ? { ...outcome, reference } : outcome;
    } finally {
      clearTimeout(timer);
      transport.forget(reference);
      shaper.done(to, performance.now() - beganAt);
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
