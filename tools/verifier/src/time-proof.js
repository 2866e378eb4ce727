/** Who else says when the announcement was published, and was it before the randomness? */
import { compareBytes, toHex } from './bytes.js';
import { wrong } from './finding.js';
import { isSigned, keyAt } from './keys.js';
import { SHA256 } from './sha256.js';
import { sha384, sha512 } from './sha512.js';
import { signedText } from './signatures.js';

const refuseDer = (why) => {
  throw new RangeError(why);
};

/** The [tag, content] pairs that stand one after the other in DER bytes. @throws RangeError */
const derElements = (bytes) => {
  const elements = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at];
    let length = bytes[at + 1];
    at += 2;
    if (length >= 0x80) {
      const width = length - 0x80;
      if (width < 1 || width > 4 || at + width > bytes.length) refuseDer('no length');
      length = bytes.subarray(at, at + width).reduce((sum, byte) => sum * 256 + byte, 0);
      at += width;
    }
    if (!(at + length <= bytes.length)) refuseDer('cut short');
    elements.push([tag, bytes.subarray(at, at + length)]);
    at += length;
  }
  return elements;
};

const childrenOf = ([tag, content]) => ((tag & 0x20) === 0 ? refuseDer('no children') : derElements(content));

const childAt = (element, index, tag) => {
  const child = childrenOf(element)[index];
  return child !== undefined && child[0] === tag ? child : refuseDer('made otherwise');
};

const wholeDer = (bytes) => {
  const elements = derElements(bytes);
  return elements.length === 1 ? elements[0] : refuseDer('more than one element');
};

const [SEQUENCE, SET, INTEGER, OCTETS, OBJECT_ID, TIME, EXPLICIT] = [
  0x30, 0x31, 0x02, 0x04, 0x06, 0x18, 0xa0,
];
const SIGNED_DATA = '2a864886f70d010702';
const TST_INFO = '2a864886f70d0109100104';

/** Hash functions that a time-stamp may use, by the DER of their object identifiers. */
const STAMP_HASHES = {
  '608648016503040201': SHA256.hash,
  '608648016503040202': sha384,
  '608648016503040203': sha512,
};

/** A response has a status before its token. */
const tokenOf = (whole) => {
  const [first, token] = childrenOf(whole);
  if (first[0] === OBJECT_ID) return whole;
  const [, status] = childAt(first, 0, INTEGER);
  return [0, 1].includes(status[status.length - 1]) ? token : refuseDer('not granted');
};

/** @returns {hash, imprint, at} of an RFC 3161 time-stamp or response; who signed it is not checked here */
const readStamp = (base64) => {
  const token = tokenOf(wholeDer(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))));
  const signed = childAt(childAt(token, 1, EXPLICIT), 0, SEQUENCE);
  childAt(signed, 1, SET);
  const content = childAt(signed, 2, SEQUENCE);
  const kinds = [token, content].map((element) => toHex(childAt(element, 0, OBJECT_ID)[1]));
  if (kinds[0] !== SIGNED_DATA || kinds[1] !== TST_INFO) refuseDer('no time-stamp');
  const info = wholeDer(childAt(childAt(content, 1, EXPLICIT), 0, OCTETS)[1]);
  const imprint = childAt(info, 2, SEQUENCE);
  const hash = STAMP_HASHES[toHex(childAt(childAt(imprint, 0, SEQUENCE), 0, OBJECT_ID)[1])];
  if (hash === undefined) refuseDer('unknown hash');
  childAt(info, 3, INTEGER);
  const time = String.fromCharCode(...childAt(info, 4, TIME)[1]);
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,6}))?Z$/.exec(time);
  const [, y, mo, d, h, mi, s, fraction = ''] = parts ?? refuseDer('no time');
  return {
    hash,
    imprint: childAt(imprint, 1, OCTETS)[1],
    at: `${y}-${mo}-${d}T${h}:${mi}:${s}.${fraction.padEnd(6, '0')}Z`,
  };
};

const instantOfStamp = ({ bytes }, no, { value }) => {
  let stamp;
  try {
    stamp = readStamp(value);
  } catch {
    wrong('time-proof', 'unreadable', { no });
  }
  const { hash, imprint, at } = stamp;
  if (compareBytes(hash(bytes['announcement.json']), imprint) !== 0)
    wrong('time-proof', 'other-hash', { no });
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
