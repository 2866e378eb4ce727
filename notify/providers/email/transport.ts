import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { BodyProgress } from './classify.ts';
import { type DkimSettings, dkimOptions } from './dkim.ts';

export interface TransportOptions {
  readonly url: string;
  readonly connections: number;
  readonly timeoutMs: number;
  readonly dkim: DkimSettings | undefined;
}

/** A mail as nodemailer takes it. */
type Mail = Readonly<Record<string, unknown>> & { readonly messageId: string };

export interface MailTransport {
  /** @throws SmtpError */
  send(mail: Mail): Promise<{ readonly response: string }>;
  /** How far the mail's text has got; asked by its Message-ID. */
  progressOf(messageId: string): BodyProgress;
  /** To be called when a mail is over, however it ended. */
  forget(messageId: string): void;
  close(): void;
}

const MAILS_PER_CONNECTION = 1_000;

/** nodemailer's pool, which also tells how far a mail's text got before the connection was lost. */
export const openTransport = ({ url, connections, timeoutMs, dkim }: TransportOptions): MailTransport => {
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
    ...(dkim === undefined ? {} : { dkim: dkimOptions(dkim) }),
  } as Parameters<typeof createTransport>[0]);
  const bodies = new Map<string, Readable>();
  // The server asks for the text (DATA) only after it took the envelope; nodemailer reads the stream only then, and sends
  // the final dot only after the stream's end.
  transport.use('stream', (mail, done) => {
    const open = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (options) => {
      const body = Readable.from(inOnePiece(open(options)), { objectMode: false });
      bodies.set(mail.message.messageId(), body);
      return body;
    };
    done();
  });
  return {
    send: (mail) => transport.sendMail(mail as Parameters<typeof transport.sendMail>[0]),
    progressOf: (messageId) => {
      const body = bodies.get(messageId);
      if (body === undefined || !body.readableDidRead) return 'unasked';
      return body.readableEnded ? 'ended' : 'begun';
    },
    forget: (messageId) => {
      bodies.delete(messageId);
    },
    close: () => transport.close(),
  };
};

/** nodemailer gives header, parts and boundaries one by one, and each would be a write of its own to the socket. */
async function* inOnePiece(body: Readable): AsyncGenerator<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece as Buffer);
  yield Buffer.concat(pieces);
}
