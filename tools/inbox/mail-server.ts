import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** One mail as it came in. */
export interface ReceivedMail {
  readonly number: number;
  readonly receivedAt: string;
  readonly to: readonly string[];
  /** The Message-ID without its angle brackets; empty where there is none. */
  readonly messageId: string;
  /** The whole mail as sent. */
  readonly raw: string;
}

export interface MailServer {
  readonly url: string;
  close(): Promise<void>;
}

const MAXIMUM_BYTES = 5 * 1024 * 1024;
const MESSAGE_ID = /^message-id:\s*<([^>]+)>/im;

/** A real SMTP server on the loopback interface that takes every mail and delivers none. */
export const startMailServer = async (
  port: number,
  onMail: (mail: Omit<ReceivedMail, 'number'>) => void,
): Promise<MailServer> => {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: MAXIMUM_BYTES,
    onData: (stream, session, callback) => {
      readAll(stream).then((raw) => {
        if (stream.sizeExceeded) {
          callback(Object.assign(new Error('message too large'), { responseCode: 552 }));
          return;
        }
        onMail({
          receivedAt: new Date().toISOString(),
          to: recipientsOf(session),
          messageId: MESSAGE_ID.exec(raw)?.[1] ?? '',
          raw,
        });
        callback(null, 'stored in the local inbox');
      }, callback);
    },
  });
  // A client that goes away in mid-mail is no reason to stop.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const bound = (server.server.address() as AddressInfo).port;
  return {
    url: `smtp://127.0.0.1:${bound}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

const recipientsOf = ({ envelope }: SMTPServerSession): string[] =>
  envelope.rcptTo.map(({ address }) => address);

const readAll = async (stream: SMTPServerDataStream): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};
