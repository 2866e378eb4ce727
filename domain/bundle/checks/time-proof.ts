/** Who else says when the announcement was published? Nobody's own clock proves that. */
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { sha256Hex, toHex } from '../../draw/hash.ts';
import { isTimeProven } from '../../draw/time-proven.ts';
import { isSignedBy } from '../../keys/ed25519.ts';
import { keyAt } from '../../keys/key-log.ts';
import type { TimeProof } from '../../keys/receipt.ts';
import { countersignedText } from '../../keys/signed-text.ts';
import { readTimeStamp, type TimeStamp, type TimeStampHash } from '../../keys/time-stamp.ts';
import { type AnnouncedEvidence, bytesOfSheet, type Check, type Finding, saying } from '../evidence.ts';

const { because, remark } = saying('time-proof');

/** Dice read or a beacon's round: the first instant at which some of the randomness was known; null in a rehearsal. */
const randomnessAt = ({ announcement, documents }: AnnouncedEvidence): string | null => {
  const rounds = announcement.sources.flatMap((source) => (source.kind === 'drand' ? [source.when] : []));
  const throws = documents['sources.json'].flatMap(({ proof }) =>
    'typed_at' in proof ? [proof.typed_at] : [],
  );
  return [...rounds, ...throws].sort()[0] ?? null;
};

type Read = { readonly at: string } | { readonly reason: 'unreadable' | 'other-hash' | 'signature' };

const readCountersignature = (
  { announcement, announcementHash, documents }: AnnouncedEvidence,
  { key_id, signed_at, value }: Extract<TimeProof, { kind: 'countersignature' }>,
): Read => {
  const key = keyAt(documents['keys.json'], key_id, 'superior', signed_at);
  const text = countersignedText(announcement.draw_id, announcementHash, signed_at);
  return isSignedBy(key?.public_key ?? '', text, value) ? { at: signed_at } : { reason: 'signature' };
};

const HASHES: Readonly<Record<TimeStampHash, (bytes: Uint8Array) => Uint8Array>> = { sha256, sha384, sha512 };

/** Who made the stamp is for `openssl ts -verify` and the reader's own list of time-stamp authorities. */
const readStamp = (announcement: Uint8Array, base64: string): Read => {
  let stamp: TimeStamp;
  try {
    stamp = readTimeStamp(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
  } catch {
    return { reason: 'unreadable' };
  }
  const own = toHex(HASHES[stamp.hash](announcement));
  return stamp.imprint === own ? { at: stamp.at } : { reason: 'other-hash' };
};

const readProof = (evidence: AnnouncedEvidence, proof: TimeProof): Read => {
  if (proof.kind === 'countersignature') return readCountersignature(evidence, proof);
  if (proof.kind === 'outside-copy') {
    const own = sha256Hex(bytesOfSheet(evidence, 'announcement.json'));
    return proof.sha256 === own ? { at: proof.at } : { reason: 'other-hash' };
  }
  return readStamp(bytesOfSheet(evidence, 'announcement.json'), proof.value);
};

/** Somebody else's word bears on this announcement, and came before the randomness. */
export const checkTimeProof: Check<AnnouncedEvidence> = (evidence) => {
  const { announced_at } = evidence.announcement;
  const proofs = evidence.documents['time-proofs.json'];
  const known = randomnessAt(evidence);
  for (const [index, proof] of proofs.entries()) {
    const fault = proofFault(readProof(evidence, proof), index + 1, announced_at, known);
    if (fault !== null) return fault;
  }
  return isTimeProven(proofs) ? null : remark();
};

const proofFault = (read: Read, no: number, announcedAt: string, knownAt: string | null): Finding => {
  if ('reason' in read) return because(read.reason, { no });
  if (read.at < announcedAt)
    return because('before-announcement', { no, found: read.at, expected: announcedAt });
  return knownAt !== null && read.at >= knownAt
    ? because('after-randomness', { no, found: read.at, expected: knownAt })
    : null;
};
