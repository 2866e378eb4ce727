import { HOW_TO_GET_PEERS, hasPeer, isRoot, type PeerName } from '../../tools/peers/find-peer.ts';

/** `describe`, skipped aloud where this machine lacks one of the peers. */
export const describeWith = (peers: readonly PeerName[], title: string, tests: () => void): void => {
  const missing = peers.filter((peer) => !hasPeer(peer) || (peer === 'postfix' && !isRoot()));
  if (missing.length > 0)
    process.stderr.write(`left out, no ${missing.join(', ')}: "${title}"; ${HOW_TO_GET_PEERS}\n`);
  const place = missing.length === 0 ? describe : describe.skip;
  place(title, tests);
};
