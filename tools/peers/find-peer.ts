/** Programs of other people that tests and measurements send to: where they are on this machine. */
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What each peer is made of, by the paths that Debian's packages use. */
const PROGRAMS = {
  'smtp-sink': ['/usr/sbin/smtp-sink'],
  postfix: ['/usr/sbin/postfix', '/usr/lib/postfix/sbin/master'],
  kannel: ['/usr/sbin/bearerbox', '/usr/sbin/smsbox', '/usr/lib/kannel/test/fakesmsc'],
  'smpp-centre': ['/usr/share/perl5/Net/SMPP.pm', '/usr/bin/perl'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PeerName = keyof typeof PROGRAMS;

/** How a machine gets them all: no npm package carries any of these programs. */
export const HOW_TO_GET_PEERS = 'as root on Debian: bash tools/peers/install-peers.sh';

/** True where every program of the peer is on this machine. */
export const hasPeer = (peer: PeerName): boolean => PROGRAMS[peer].every((path) => existsSync(path));

/** Path of the peer's first program. @throws with the way to get it where this machine lacks one of them */
export const peerProgram = (peer: PeerName): string => {
  const missing = PROGRAMS[peer].find((path) => !existsSync(path));
  if (missing !== undefined) throw new Error(`no ${peer} on this machine (${missing}); ${HOW_TO_GET_PEERS}`);
  return PROGRAMS[peer][0];
};

/** Postfix, and whatever gives up the rights of root by itself, starts only as root. */
export const isRoot = (): boolean => process.getuid?.() === 0;

const POLL_MS = 50;

/** Resolves when something listens on the port of the loopback interface. @throws after the time limit */
export const untilItListens = async (port: number, what: string, limitSeconds = 15): Promise<void> => {
  const giveUpAt = Date.now() + limitSeconds * 1000;
  for (;;) {
    const isUp = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (isUp) return;
    if (Date.now() > giveUpAt) throw new Error(`${what} does not listen on port ${port}`);
    await sleep(POLL_MS);
  }
};
