import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from '../process/child.ts';
import { freePorts } from '../process/free-port.ts';
import { peerProgram, untilItListens } from './find-peer.ts';
import { type KannelCentre, kannelConfiguration } from './kannel-configuration.ts';

export interface KannelOptions {
  /**
   * Where its messages go: to Kannel's own `fakesmsc`, which takes and counts them, or to an SMPP centre that
   * already listens on a port of 127.0.0.1. @default 'fake'
   */
  readonly centre?: KannelCentre;
  /** Messages a second that Kannel passes on at most. */
  readonly throughput?: number;
}

export interface Kannel {
  /** `http://127.0.0.1:…/cgi-bin/sendsms`, to be called with `username`, `password`, `to`, `text` … */
  readonly sendSmsUrl: string;
  readonly user: string;
  readonly password: string;
  /** Texts and receivers as `fakesmsc` printed them, in order; empty with another centre. */
  received(): readonly string[];
  /** Kannel's own status page. */
  status(): Promise<string>;
  stop(): Promise<void>;
}

const USER = 'inspection';
const PASSWORD = 'kannel-on-loopback';
const FAKESMSC = '/usr/lib/kannel/test/fakesmsc';
const SMSBOX = '/usr/sbin/smsbox';

/**
 * Kannel (bearerbox and smsbox): a real SMS gateway with an HTTP interface. All its ports are on the loopback
 * interface but the one for `fakesmsc`, which Kannel cannot bind; it admits 127.0.0.1 alone.
 * @throws where this machine has none, or where it does not come up, with its last lines
 */
export const startKannel = async (options: KannelOptions = {}): Promise<Kannel> => {
  const bearerbox = peerProgram('kannel');
  const directory = mkdtempSync(join(tmpdir(), 'inspection-kannel-'));
  chmodSync(directory, 0o755);
  mkdirSync(join(directory, 'store'));
  const [admin = 0, box = 0, fake = 0, sendSms = 0] = await freePorts(4);
  const centre = options.centre ?? 'fake';
  const file = join(directory, 'kannel.conf');
  writeFileSync(
    file,
    kannelConfiguration({
      ports: { admin, box, fake, sendSms },
      centre,
      throughput: options.throughput,
      account: { user: USER, password: PASSWORD },
      store: join(directory, 'store'),
    }),
  );
  const children: Child[] = [];
  const received: string[] = [];
  const stop = async (): Promise<void> => {
    for (const child of children.toReversed()) await child.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  const start = async (command: string, args: readonly string[], port?: number): Promise<void> => {
    const child = startChild({
      command,
      args,
      cwd: directory,
      stopTimeoutSeconds: 5,
      onLine: (line) => {
        const message = /Got message \d+: <(.*)>$/.exec(line)?.[1];
        if (message !== undefined) received.push(message);
      },
    });
    children.push(child);
    if (port === undefined) return;
    const ended = child.exited.then(() => {
      throw new Error(`${command} ended:\n${child.lastLines()}`);
    });
    ended.catch(() => undefined);
    await Promise.race([untilItListens(port, command), ended]);
  };
  try {
    await start(bearerbox, ['-v', '2', file], box);
    await start(SMSBOX, ['-v', '2', file], sendSms);
    if (centre === 'fake') {
      await untilItListens(fake, 'bearerbox for fakesmsc');
      await start(FAKESMSC, ['-H', '127.0.0.1', '-r', String(fake), '-m', '0', '1 2 text nothing']);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    sendSmsUrl: `http://127.0.0.1:${sendSms}/cgi-bin/sendsms`,
    user: USER,
    password: PASSWORD,
    received: () => received,
    status: async () => (await fetch(`http://127.0.0.1:${admin}/status.txt?password=${PASSWORD}`)).text(),
    stop,
  };
};
