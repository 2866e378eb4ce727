import { bls12_381 } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type BeaconChain, QUICKNET } from '../../domain/beacon/chain.ts';
import { roundAt, timeOfRound } from '../../domain/beacon/rounds.ts';
import { beaconMessage } from '../../domain/beacon/verify-beacon.ts';
import { DRAND_SCHEME } from '../../domain/draw/announced-sources.ts';

const { shortSignatures } = bls12_381;

/** What a relay serves: a chain, and the signatures it has of it. */
export interface ServedChain {
  readonly chain: BeaconChain;
  /** Hex signature of a round, null where the relay has none. */
  signatureOf(round: number): string | null;
  /** The latest round at an instant that it has a signature of; 0 where it has none. */
  latestAt(ms: number): number;
}

/** Real rounds of quicknet that are at hand without a network (published vectors). */
const PINNED_ROUNDS: ReadonlyMap<number, string> = new Map([
  [1000, 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39'],
  [
    657_413,
    'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b',
  ],
]);

export const pinnedRounds: ServedChain = {
  chain: QUICKNET,
  signatureOf: (round) => PINNED_ROUNDS.get(round) ?? null,
  latestAt: (ms) =>
    Math.max(0, ...[...PINNED_ROUNDS.keys()].filter((round) => timeOfRound(QUICKNET, round) <= ms)),
};

/** A number below the group's order, from a text: a key that protects nothing. */
const secretOf = (text: string): Uint8Array => {
  const secret = sha256(utf8ToBytes(text));
  secret[0] = 0;
  return secret;
};

/**
 * A chain with a key of its own, for tests: whoever knows the text can sign any round of it, so it proves nothing. A
 * live source refuses it, because it was made over quicknet and no setting says otherwise.
 */
export const signingChain = (
  text: string,
  { genesisSeconds, periodSeconds = 3 }: { readonly genesisSeconds: number; readonly periodSeconds?: number },
): ServedChain => {
  const secret = secretOf(text);
  const publicKey = bytesToHex(shortSignatures.getPublicKey(secret).toBytes());
  const chain: BeaconChain = {
    hash: bytesToHex(sha256(utf8ToBytes(`${publicKey}/${genesisSeconds}/${periodSeconds}`))),
    publicKey,
    scheme: DRAND_SCHEME,
    genesisSeconds,
    periodSeconds,
  };
  return {
    chain,
    signatureOf: (round) => {
      const message = shortSignatures.hash(
        beaconMessage(round),
        'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_',
      );
      return shortSignatures.Signature.toHex(shortSignatures.sign(message, secret));
    },
    latestAt: (ms) => roundAt(chain, ms),
  };
};
