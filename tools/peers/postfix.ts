import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../process/child.ts';
import { freePort } from '../process/free-port.ts';
import { isRoot, peerProgram, untilItListens } from './find-peer.ts';
import { mainCf, masterCf, type PostfixRoutes } from './postfix-configuration.ts';

export interface Postfix {
  readonly port: number;
  readonly url: string;
  /** What it logged so far. */
  log(): string;
  /** Tries everything it has deferred now. */
  flush(): void;
  stop(): Promise<void>;
}

const MASTER = '/usr/lib/postfix/sbin/master';

/** @returns why this machine cannot run one, in words that a skipped test prints; null where it can */
export const whyNoPostfix = (): string | null => {
  if (!isRoot()) return 'Postfix starts only as root';
  try {
    peerProgram('postfix');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/**
 * A Postfix of our own on a free port of the loopback interface, with its configuration, queue and data in a
 * directory that goes with it: a mail server that queues, retries and writes delivery status notifications (DSN).
 * It asks no DNS; every mail goes where `routes` say.
 * @throws where this machine cannot run one, or it does not come up, with its last lines
 */
export const startPostfix = async (routes: PostfixRoutes): Promise<Postfix> => {
  const why = whyNoPostfix();
  if (why !== null) throw new Error(why);
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'inspection-postfix-'));
  chmodSync(directory, 0o755); // its daemons run as an account of their own
  const places = {
    configuration: join(directory, 'etc'),
    queue: join(directory, 'queue'),
    data: join(directory, 'data'),
  };
  for (const path of Object.values(places)) mkdirSync(path);
  execFileSync('chown', ['postfix', places.data]);
  const logFile = join(directory, 'mail.log');
  writeFileSync(join(places.configuration, 'main.cf'), mainCf({ ...places, directory, logFile, routes }));
  writeFileSync(join(places.configuration, 'master.cf'), masterCf(port));
  execFileSync(peerProgram('postfix'), ['-c', places.configuration, 'check'], { stdio: 'ignore' });
  // Its own start script would leave the master behind if we are killed; `-d` keeps it our child.
  const child = startChild({ command: MASTER, args: ['-c', places.configuration, '-d'] });
  const stop = async (): Promise<void> => {
    await child.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  const log = (): string => {
    try {
      return readFileSync(logFile, 'utf8');
    } catch {
      return '';
    }
  };
  try {
    await untilItListens(port, 'Postfix');
  } catch (error) {
    const said = `${child.lastLines()}\n${log()}`;
    await stop();
    throw new Error(`${error instanceof Error ? error.message : error}:\n${said}`);
  }
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    log,
    flush: () => {
      execFileSync(peerProgram('postfix'), ['-c', places.configuration, 'flush'], { stdio: 'ignore' });
    },
    stop,
  };
};
