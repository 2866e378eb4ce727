import type { AddressInfo } from 'node:net';
import type { Kysely } from 'kysely';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Database } from '../../db/connect.ts';
import { type Logger, logFor } from '../../runtime/log.ts';
import type { Metrics } from '../../runtime/metrics.ts';
import { type BounceResult, recordBounce } from './record-bounce.ts';

export interface BounceListenerOptions {
  readonly db: Kysely<Database>;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly log: Logger;
  readonly metrics?: Metrics | undefined;
}

export interface BounceListener {
  readonly port: number;
  /** Takes no further mail, lets those in hand end. */
  stop(): Promise<void>;
}

/** Refusing a large one would lose it; what it says stands at its beginning. */
const LARGEST_BOUNCE_BYTES = 50 * 1024 * 1024;
const BYTES_READ = 1024 * 1024;
const MOST_CLIENTS = 20;

/**
 * A small SMTP server for the bounce address: the bureau's mail server passes on to it what comes for that address. A mail
 * is taken (250) only after what it says is stored; while the database is away it is asked to come again (451), so that
 * no bounce is lost. Anything that is no bounce is taken and forgotten.
 */
export const startBounceListener = async (options: BounceListenerOptions): Promise<BounceListener> => {
  const { log } = options;
  const counter = options.metrics?.counter('bounces_total', 'Mails to the bounce address by what they were', [
    'kind',
  ]);
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: LARGEST_BOUNCE_BYTES,
    maxClients: MOST_CLIENTS,
    onData: (stream, session, done) => {
      take(options, stream, session).then(
        (result) => {
          counter?.inc({ kind: result.kind });
          tell(log, result);
          if (result.kind === 'early') done(againLater());
          else done(null, result.kind);
        },
        (error: Error) => {
          log.warn({ err: error }, 'a bounce could not be stored, its sender shall try again');
          done(againLater());
        },
      );
    },
  });
  server.on('error', (error) => log.debug({ err: error }, 'bounce listener'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, options.host, () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

const take = async (
  { db }: BounceListenerOptions,
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
): Promise<BounceResult> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    if (bytes < BYTES_READ) chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return recordBounce(db, Buffer.concat(chunks), envelope.rcptTo[0]?.address);
};

const againLater = (): Error => Object.assign(new Error('try again later'), { responseCode: 451 });

const tell = (log: Logger, result: BounceResult): void => {
  if (result.kind === 'recorded')
    logFor(log, { message: result.messageId }).info({ state: result.state }, 'a bounce is recorded');
  if (result.kind === 'unmatched')
    log.warn({ code: result.bounce.code }, 'a bounce names no message of ours');
};
