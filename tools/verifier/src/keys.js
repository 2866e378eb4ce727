/** The log of signing keys: every entry vouched for, and the two signers' keys in use when the announcement was made. */
import { fromHex, toHex, utf8 } from './bytes.js';
import { ed25519Holds } from './ed25519.js';
import { wrong } from './finding.js';
import { canonicalBytes } from './jcs.js';
import { SHA256 } from './sha256.js';

export const SIGNERS = ['operator', 'supervisor'];

/** @param publicKey hex, or undefined: then nothing is signed */
export const isSigned = (publicKey, text, signature) =>
  publicKey !== undefined && ed25519Holds(publicKey, utf8(text), signature);

export const keyIdOf = (publicKey) => toHex(SHA256.hash(fromHex(publicKey))).slice(0, 32);

export const publicKeyOf = (log, keyId) => {
  const entry = log.find((each) => each.key_id === keyId);
  return entry === undefined ? undefined : entry.public_key;
};

/** Draw ids are `<authority>/<draw>`; endorsements name the authority. */
const authorityOf = ({ draw }) => draw.draw_id.slice(0, Math.max(0, draw.draw_id.indexOf('/')));

const entryText = (authority, entry) => {
  const plain = { ...entry };
  delete plain.endorsements;
  return `dr-1/key/${authority}/${toHex(SHA256.hash(canonicalBytes(plain)))}`;
};

/** Role -> the entry by which it has a key at the end of this log. */
const keysInUse = (log) => {
  const inUse = new Map();
  for (const entry of log) {
    if (entry.event !== 'lost') inUse.set(entry.role, entry);
    else if (inUse.has(entry.role) && inUse.get(entry.role).key_id === entry.key_id) inUse.delete(entry.role);
  }
  return inUse;
};

/** The entry of a key that its role had in use at an instant, or undefined. */
export const keyAt = (log, keyId, role, at) => {
  const entry = keysInUse(log.filter((each) => each.at <= at)).get(role);
  return entry !== undefined && entry.key_id === keyId ? entry : undefined;
};

/** The public key that may sign an event of that instant: drawer's or supervisor's, not given up by then; else undefined. */
export const eventKeyOf = (log, keyId, at) => {
  const entry = log.find((each) => each.key_id === keyId && each.event !== 'lost');
  if (entry === undefined || !SIGNERS.includes(entry.role)) return undefined;
  const gone = log.some((each) => each.role === entry.role && each.no > entry.no && each.at <= at);
  return gone ? undefined : entry.public_key;
};

/** Entries whose keys must vouch for the next one beside the new key itself; null when there can be no such entry. */
const vouchersFor = (log, { event, role, key_id: keyId }) => {
  const inUse = keysInUse(log);
  const [own, superior, supervisor] = [inUse.get(role), inUse.get('superior'), inUse.get('supervisor')];
  const known = log.some((each) => each.key_id === keyId);
  if (event === 'lost') {
    if (own === undefined || own.key_id !== keyId) return null;
  } else if (known || (own === undefined) !== (event === 'made')) return null;
  const hadOne = (each) => log.some((entry) => entry.role === each);
  const isTop = role === 'supervisor' || role === 'superior';
  if (isTop && event === 'rotated') return [own];
  if (role === 'supervisor') {
    if (superior !== undefined) return [superior];
    if (!hadOne(role)) return [];
    const others = ['operator', 'witness']
      .map((each) => inUse.get(each))
      .filter((each) => each !== undefined);
    return others.length === 0 ? null : others;
  }
  if (supervisor !== undefined) return [supervisor];
  return hadOne(role === 'superior' ? role : 'supervisor') ? null : [];
};

const isVouchedFor = (authority, entry, { key_id: keyId, public_key: publicKey }) =>
  entry.endorsements.some(
    (each) => each.key_id === keyId && isSigned(publicKey, entryText(authority, entry), each.value),
  );

const checkEntry = (authority, log, entry) => {
  const { no, key_id: found, public_key: publicKey, at, event } = entry;
  const before = log[log.length - 1];
  if (no !== log.length + 1) wrong('keys', 'number', { no });
  const expected = keyIdOf(publicKey);
  if (found !== expected) wrong('keys', 'key-id', { no, found, expected });
  if (before !== undefined && at < before.at) wrong('keys', 'time', { no });
  const vouchers = vouchersFor(log, entry);
  const all = vouchers === null || event === 'lost' ? vouchers : [entry, ...vouchers];
  if (all === null || !all.every((each) => isVouchedFor(authority, entry, each)))
    wrong('keys', 'endorsement', { no });
};

/** Keys that the reader trusts and those that they vouched for, over any number of steps. */
const trustedKeys = (authority, log, trusted) => {
  const known = new Set(trusted);
  for (const entry of log) {
    const text = entryText(authority, entry);
    const vouched = entry.endorsements.some(
      (each) => known.has(each.key_id) && isSigned(publicKeyOf(log, each.key_id), text, each.value),
    );
    if (vouched && entry.event !== 'lost') known.add(entry.key_id);
  }
  return known;
};

export const checkKeys = (bundle) => {
  const { announcement, trusted } = bundle;
  const log = bundle.docs['keys.json'];
  const authority = authorityOf(bundle);
  for (const [i, entry] of log.entries()) checkEntry(authority, log.slice(0, i), entry);
  if (announcement === undefined) return;
  const { signers, announced_at: at, rehearsal } = announcement;
  if (signers === null) {
    if (!rehearsal) wrong('keys', 'absent', { role: 'operator', key: '-' });
    return;
  }
  for (const role of SIGNERS) {
    const key = signers[role];
    if (!log.some((entry) => entry.key_id === key && entry.role === role))
      wrong('keys', 'absent', { role, key });
    if (keyAt(log, key, role, at) === undefined) wrong('keys', 'not-valid-then', { role, key, at });
  }
  if (signers.operator === signers.supervisor) wrong('keys', 'same');
  if (trusted.length === 0) {
    bundle.remark('keys', { keys: SIGNERS.map((role) => signers[role]).join('、') });
    return;
  }
  const known = trustedKeys(authority, log, trusted);
  for (const role of SIGNERS)
    if (!known.has(signers[role])) wrong('keys', 'untrusted', { role, key: signers[role] });
};
