/** Who else says when the announcement was published, and was it before the randomness? */
import { compareBytes, toHex } from './bytes.js';
import { wrong } from './finding.js';
import { isSigned, keyAt } from './keys.js';
import { SHA256 } from './sha256.js';
import { sha512 } from './sha512.js';
import { signedText } from './signatures.js';
import { SM3 } from './sm3.js';

/** The [tag, content] pairs that stand one after the other in DER bytes. @throws when they are cut short */
const derElements = (bytes) => {
  const elements = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at];
    let length = bytes[at + 1];
    at += 2;
    if (length & 0x80) {
      const width = length & 0x7f;
      length = bytes.subarray(at, at + width).reduce((sum, byte) => sum * 256 + byte, 0);
      at += width;
    }
    if (!(at + length <= bytes.length)) throw new RangeError('cut short');
    elements.push([tag, bytes.subarray(at, at + length)]);
    at += length;
  }
  return elements;
};

const inside = (element) => derElements(element[1]);

/** Hash functions that a time-stamp may use, by the DER of their object identifiers. */
const STAMP_HASHES = {
  '608648016503040201': SHA256.hash,
  '608648016503040203': sha512,
  '2a811ccf550183': SM3.hash,
};

/** @returns {hash, imprint, at} of an RFC 3161 time-stamp or response; its own signature is not checked here */
const readStamp = (base64) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  let token = inside(derElements(bytes)[0]);
  if (token[0][0] === 0x30) token = inside(token[1]);
  const signedData = inside(inside(token[1])[0]);
  const [info] = inside(inside(inside(signedData[2])[1])[0]);
  const members = inside(info);
  const [[, algorithm], [, imprint]] = [inside(inside(members[2])[0])[0], inside(members[2])[1]];
  const time = String.fromCharCode(...members.find(([tag]) => tag === 0x18)[1]);
  const [, y, mo, d, h, mi, s, fraction = ''] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d+))?Z$/.exec(
    time,
  );
  const at = `${y}-${mo}-${d}T${h}:${mi}:${s}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
  return { hash: STAMP_HASHES[toHex(algorithm)], imprint, at };
};

const instantOfStamp = ({ bytes }, no, { value }) => {
  let stamp;
  try {
    stamp = readStamp(value);
  } catch {
    wrong('time-proof', 'unreadable', { no });
  }
  const { hash, imprint, at } = stamp;
  const fits = hash !== undefined && compareBytes(hash(bytes['announcement.json']), imprint) === 0;
  if (!fits) wrong('time-proof', 'other-hash', { no });
  return at;
};

const instantOfProof = (bundle, no, proof) => {
  if (proof.kind === 'rfc3161') return instantOfStamp(bundle, no, proof);
  if (proof.kind === 'outside-copy') {
    const own = toHex(SHA256.hash(bundle.bytes['announcement.json']));
    if (proof.sha256 !== own) wrong('time-proof', 'other-hash', { no });
    return proof.at;
  }
  const { key_id: keyId, signed_at: at, value } = proof;
  const key = keyAt(bundle.docs['keys.json'], keyId, 'superior', at);
  const text = `${signedText(bundle, 'time', bundle.announcementHash)}/${at}`;
  if (key === undefined || !isSigned(key.public_key, text, value)) wrong('time-proof', 'signature', { no });
  return at;
};

/** The first instant at which some of the randomness was known; undefined in a rehearsal. */
const randomnessAt = ({ announcement, docs }) => {
  const rounds = announcement.sources.filter(({ kind }) => kind === 'drand').map(({ when }) => when);
  const throws = docs['sources.json'].map(({ proof }) => proof.typed_at).filter((at) => at !== undefined);
  return [...rounds, ...throws].sort()[0];
};

export const checkTimeProof = (bundle) => {
  const proofs = bundle.docs['time-proofs.json'];
  const announcedAt = bundle.announcement.announced_at;
  const knownAt = randomnessAt(bundle);
  for (const [i, proof] of proofs.entries()) {
    const no = i + 1;
    const found = instantOfProof(bundle, no, proof);
    if (found < announcedAt) wrong('time-proof', 'before-announcement', { no, found, expected: announcedAt });
    if (knownAt !== undefined && found >= knownAt)
      wrong('time-proof', 'after-randomness', { no, found, expected: knownAt });
  }
  if (proofs.every(({ kind }) => kind === 'outside-copy')) bundle.remark('time-proof');
};
