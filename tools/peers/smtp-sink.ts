import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../process/child.ts';
import { freePort } from '../process/free-port.ts';
import { isRoot, peerProgram, untilItListens } from './find-peer.ts';

export interface SmtpSinkOptions {
  /** Faults as smtp-sink names them: `['-r', 'RCPT']` refuses softly, `['-Q', 'DATA']` says 421 and hangs up … */
  readonly args?: readonly string[];
  /** A fixed port, for a sink that comes back with other faults. */
  readonly port?: number;
  /** Keeps every mail it took, so that {@link SmtpSink.messageIds} can tell; costs speed. */
  readonly keep?: boolean;
}

export interface SmtpSink {
  readonly port: number;
  readonly url: string;
  /** Mails it has taken. */
  received(): number;
  /** Left part of the Message-ID of every mail it took, in order, repetitions included. Only with `keep`. */
  messageIds(): string[];
  /** Everything it kept: each mail after a few lines on its envelope (smtp-sink(1), dump file format). */
  kept(): string;
  stop(): Promise<void>;
}

/** More than any test opens; what is above waits in the kernel. */
const BACKLOG = 200;
const MESSAGE_ID = /^message-id:\s*<([^@>]+)/gim;

/**
 * Postfix's `smtp-sink`: an SMTP server that takes mails and throws them away, or misbehaves as its options say.
 * @throws where this machine has none
 */
export const startSmtpSink = async (options: SmtpSinkOptions = {}): Promise<SmtpSink> => {
  const program = peerProgram('smtp-sink');
  const port = options.port ?? (await freePort());
  const directory = mkdtempSync(join(tmpdir(), 'inspection-sink-'));
  chmodSync(directory, 0o777); // it gives up root's rights before it writes
  const kept = join(directory, 'mails');
  let received = 0;
  const child = startChild({
    command: program,
    args: [
      ...['-4', '-c'],
      ...(isRoot() ? ['-u', 'nobody'] : []),
      ...(options.keep === true ? ['-D', kept] : []),
      ...(options.args ?? []),
      ...[`127.0.0.1:${port}`, String(BACKLOG)],
    ],
    onLine: (line) => {
      const count = /mesg=(\d+)/.exec(line)?.[1];
      if (count !== undefined) received = Number(count);
    },
  });
  try {
    await untilItListens(port, `smtp-sink (${child.lastLines()})`);
  } catch (error) {
    await child.stop();
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received: () => received,
    kept: () => readKept(kept),
    messageIds: () => [...readKept(kept).matchAll(MESSAGE_ID)].map((match) => match[1] ?? ''),
    stop: async () => {
      await child.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

/** Nothing was taken yet where the file is not there. */
const readKept = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
};
