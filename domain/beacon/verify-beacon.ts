import { bls12_381 } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { BeaconChain } from './chain.ts';

const { shortSignatures } = bls12_381;
const DOMAIN_SEPARATION = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
const SIGNATURE_SHAPE = /^[0-9a-f]{96}$/;

/** What the chain signs for a round: SHA-256 of its number in eight bytes, most significant first. */
export const beaconMessage = (round: number): Uint8Array => {
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigUint64(0, BigInt(round));
  return sha256(number);
};

/** The public value of a round: lowercase hex of SHA-256(signature). @param signature 96 lowercase hex digits */
export const randomnessOf = (signature: string): string => bytesToHex(sha256(hexToBytes(signature)));

/**
 * Whether a signature is the chain's own for a round. Answers false, and never throws, for whatever a relay may send:
 * another round, another chain, bytes that are no point, a point outside the group.
 */
export const isBeacon = (
  { publicKey }: Pick<BeaconChain, 'publicKey'>,
  round: number,
  signature: string,
): boolean => {
  if (!Number.isSafeInteger(round) || round < 1 || !SIGNATURE_SHAPE.test(signature)) return false;
  try {
    const message = shortSignatures.hash(beaconMessage(round), DOMAIN_SEPARATION);
    const point = shortSignatures.Signature.fromHex(signature);
    // The value is a hash of these bytes: a second spelling of the same point would be a second value.
    if (shortSignatures.Signature.toHex(point) !== signature) return false;
    return shortSignatures.verify(point, message, hexToBytes(publicKey));
  } catch {
    return false;
  }
};
