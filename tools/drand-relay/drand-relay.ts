import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { timeOfRound } from '../../domain/beacon/rounds.ts';
import { randomnessOf } from '../../domain/beacon/verify-beacon.ts';
import { pinnedRounds, type ServedChain } from './signing-chain.ts';

/** Ways in which a relay may fail or lie. */
export const RELAY_FAULTS = [
  ...(['wrong-signature', 'other-round', 'relabelled-round', 'other-chain', 'malformed', 'huge'] as const),
  ...(['error', 'hangs', 'trickles', 'redirects', 'drops', 'early'] as const),
] as const;
export type RelayFault = (typeof RELAY_FAULTS)[number];

export interface RelayOptions {
  /** @default the pinned real rounds of quicknet */
  readonly served?: ServedChain;
  /** What the relay takes for the time, milliseconds since 1970: rounds after it are not out. @default the machine's */
  readonly now?: () => number | Promise<number>;
  /** @default 0, any free port */
  readonly port?: number;
  readonly host?: string;
  /** Whose signature a relay with the fault `other-chain` gives. */
  readonly otherChain?: ServedChain;
}

export interface DrandRelay {
  readonly url: string;
  /** Rounds it was asked for, in order; `latest` is 0. */
  readonly asked: readonly number[];
  /** Fails from now on in that way, or no more. */
  fail(fault: RelayFault | null): void;
  stop(): Promise<void>;
}

const ADDRESS = /^\/([0-9a-f]{64})\/public\/(latest|[1-9]\d{0,15})$/;
const HUGE_BYTES = 4 << 20;
const TRICKLE_MS = 1_000;
/** The signature of nothing in particular: a point of the group that belongs to another round. */
const wrong = (signature: string): string =>
  signature.replace(/[0-9a-f]$/, (digit) => (digit === '0' ? '1' : '0'));

/** What goes back over the wire, or how nothing does. */
type Reply =
  | { readonly status: number; readonly body: string; readonly location?: string }
  | 'silence'
  | 'trickle'
  | 'drop';

const beaconReply = (round: number, signature: string): Reply => ({
  status: 200,
  body: JSON.stringify({ round, randomness: randomnessOf(signature), signature }),
});

const REPLIES: Readonly<Partial<Record<RelayFault, Reply>>> = {
  hangs: 'silence',
  trickles: 'trickle',
  drops: 'drop',
  error: { status: 500, body: '{"error":"internal"}' },
  redirects: { status: 302, body: '', location: '/elsewhere' },
  malformed: { status: 200, body: '{"round":' },
  huge: { status: 200, body: `{"round":1,"signature":"${'a'.repeat(HUGE_BYTES)}"}` },
};

/** Sends one blank a second, for ever: the connection lives, and nothing comes. */
const trickle = async (response: ServerResponse): Promise<void> => {
  response.writeHead(200, { 'content-type': 'application/json' });
  while (!response.destroyed) {
    response.write(' ');
    await sleep(TRICKLE_MS);
  }
};

const send = async (response: ServerResponse, reply: Reply): Promise<void> => {
  if (reply === 'silence') return;
  if (reply === 'drop') response.destroy();
  else if (reply === 'trickle') await trickle(response);
  else {
    const { status, body, location } = reply;
    response
      .writeHead(status, { 'content-type': 'application/json', ...(location && { location }) })
      .end(body);
  }
};

/** A round as the chain signed it, or as a liar gives it. */
const roundReply = (
  served: ServedChain,
  otherChain: ServedChain | undefined,
  fault: RelayFault | null,
  round: number,
): Reply => {
  const signature = served.signatureOf(round);
  if (signature === null) return { status: 404, body: '{"error":"no such round"}' };
  switch (fault) {
    case 'wrong-signature':
      return beaconReply(round, wrong(signature));
    case 'other-round':
      return beaconReply(round + 1, served.signatureOf(round + 1) ?? signature);
    case 'relabelled-round':
      return beaconReply(round, served.signatureOf(round + 1) ?? wrong(signature));
    case 'other-chain':
      return beaconReply(round, otherChain?.signatureOf(round) ?? wrong(signature));
    default:
      return beaconReply(round, signature);
  }
};

/** A drand relay (中继站) on this machine: it serves what it was given, and fails in whatever way it is told. */
export const startDrandRelay = async (options: RelayOptions = {}): Promise<DrandRelay> => {
  const { served = pinnedRounds, now = Date.now, port = 0, host = '127.0.0.1', otherChain } = options;
  const asked: number[] = [];
  let fault: RelayFault | null = null;

  const replyTo = async (wanted: string): Promise<Reply> => {
    const ms = await now();
    const round = wanted === 'latest' ? served.latestAt(ms) : Number(wanted);
    asked.push(wanted === 'latest' ? 0 : round);
    const failed = fault === null ? undefined : REPLIES[fault];
    if (failed !== undefined) return failed;
    const isOut = round >= 1 && timeOfRound(served.chain, round) <= ms;
    if (!isOut && fault !== 'early') return { status: 425, body: '{"error":"too early"}' };
    return roundReply(served, otherChain, fault, round);
  };

  const server = createServer((request, response) => {
    const [, hash, wanted] = ADDRESS.exec(request.url ?? '') ?? [];
    const reply: Promise<Reply> =
      wanted === undefined || hash !== served.chain.hash
        ? Promise.resolve({ status: 404, body: '{"error":"unknown chain"}' })
        : replyTo(wanted);
    reply.then((found) => send(response, found)).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    asked,
    fail: (next) => {
      fault = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
