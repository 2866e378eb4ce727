import { DRAND_SCHEME } from '../draw/announced-sources.ts';

/**
 * A drand chain (公共随机信标): a group of independent operators who together sign the number of each round. One
 * signature exists per round, nobody has it before its time, and anyone can check it against the group's key.
 */
export interface BeaconChain {
  /** Hex SHA-256 of the chain's facts; stands in a relay's addresses. */
  readonly hash: string;
  /** The group's key: a compressed point of G2, 192 hex digits. */
  readonly publicKey: string;
  /** Unchained: a signature is over the round's number alone. Signatures are points of G1, hashed to by RFC 9380. */
  readonly scheme: typeof DRAND_SCHEME;
  /** The instant of round 1, seconds since 1970. */
  readonly genesisSeconds: number;
  readonly periodSeconds: number;
}

/**
 * drand quicknet, pinned: the one chain that a live draw may name. Neither a setting nor a relay can change it; whoever
 * makes a source over another chain must do so in code, as tests do.
 */
export const QUICKNET: BeaconChain = {
  hash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  scheme: DRAND_SCHEME,
  genesisSeconds: 1_692_803_367,
  periodSeconds: 3,
};
