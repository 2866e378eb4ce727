/** Where the randomness came from, that nobody could know it earlier, and what key follows from it. */
import { fromHex, toHex } from './bytes.js';
import { drandSignatureHolds } from './drand.js';
import { eachPair, mustEqual, wrong } from './finding.js';
import { DIGEST } from './hash.js';
import { canonicalBytes } from './jcs.js';
import { SHA256 } from './sha256.js';

/** The League of Entropy's chain since August 2023. */
const QUICKNET = {
  chain_hash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  public_key:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  scheme: 'bls-unchained-g1-rfc9380',
  genesis: 1692803367,
  period: 3,
};
const LEAST_DICE = 39;
const MS_PER_HOUR = 3_600_000;
const MICROSECONDS = '000Z';

const namesOf = (list) => list.map(({ id }) => id).join('、');

/** Announced sources in the order in which their values enter the key; null where the ids are not those announced. */
const usedSources = ({ announcement, docs }) => {
  const { sources, fallback } = announcement;
  const ids = docs['sources.json'].map(({ id }) => id);
  let used = sources;
  if (docs['end.json'] !== undefined) {
    // Of a draw without a result: whatever came.
    const all = fallback.then === 'dice' ? [...sources, fallback.source] : sources;
    used = all.filter(({ id }) => ids.includes(id));
    return used.length === ids.length && used.every(({ id }, i) => id === ids[i]) ? used : null;
  }
  if (fallback.then === 'dice' && ids[ids.length - 1] === fallback.source.id) {
    const came = sources.filter(({ id }) => ids.includes(id));
    if (came.length === sources.length) return null;
    used = [...came, fallback.source];
  }
  return used.length === ids.length && used.every(({ id }, i) => id === ids[i]) ? used : null;
};

const checkDice = ({ announcement }, { id, least }, { value, proof }) => {
  const { digits, typed_by: typedBy, typed_at: found } = proof;
  const typedTwice = typedBy.length === 2 && typedBy[0] !== typedBy[1];
  if (!/^[0-9]+$/.test(digits) || digits.length < least || !typedTwice) wrong('sources', 'dice', { least });
  mustEqual(digits, value, 'sources', 'value', { source: id });
  const { fallback, announced_at: announcedAt } = announcement;
  const isFallback = fallback.then === 'dice' && fallback.source.id === id;
  const expected = isFallback ? fallback.wait_until : announcedAt;
  if (found < expected) wrong('sources', 'early', { source: id, expected, found });
};

const checkSource = (bundle, source, given) => {
  const { id, kind } = source;
  if (kind === 'rehearsal') {
    if (!bundle.announcement.rehearsal) wrong('sources', 'rehearsal');
    return;
  }
  const member = kind === 'dice' ? 'digits' : 'signature';
  if (given.proof[member] === undefined)
    wrong('sources', 'value', { source: id, expected: kind, found: given.value });
  if (kind === 'dice') checkDice(bundle, source, given);
  else
    mustEqual(toHex(SHA256.hash(fromHex(given.proof.signature))), given.value, 'sources', 'value', {
      source: id,
    });
};

/** Dice beside a beacon, the fallback's too, are typed before its round is known. */
const checkDiceFirst = (used, given) => {
  const rounds = used.filter(({ kind }) => kind === 'drand').map(({ when }) => when);
  if (rounds.length === 0) return;
  const expected = rounds.sort()[0];
  for (const [i, { id, kind }] of used.entries()) {
    if (kind !== 'dice') continue;
    const { typed_at: found } = given[i].proof;
    if (found >= expected) wrong('sources', 'after-beacon', { source: id, expected, found });
  }
};

export const checkSources = (bundle) => {
  const given = bundle.docs['sources.json'];
  const used = usedSources(bundle);
  if (used === null)
    wrong('sources', 'list', { expected: namesOf(bundle.announcement.sources), found: namesOf(given) });
  for (const [i, source] of used.entries()) checkSource(bundle, source, given[i]);
  checkDiceFirst(used, given);
  if (bundle.record === undefined) return;
  const recorded = bundle.record.sources;
  for (const [i, { id, value }] of given.entries()) {
    const found = recorded[i] ?? { id: null, value: '-' };
    if (found.id !== id || found.value !== value)
      wrong('sources', 'record', { source: id, expected: value, found: found.value });
  }
  if (recorded.length !== given.length)
    wrong('sources', 'list', { expected: namesOf(given), found: namesOf(recorded) });
};

const beaconsOf = (bundle) => {
  const pairs = [];
  eachPair(usedSources(bundle), bundle.docs['sources.json'], (source, given) => {
    if (source.kind === 'drand') pairs.push({ source, given });
  });
  return pairs;
};

const isInstant = (text) => !Number.isNaN(Date.parse(text));
export const instantOf = (milliseconds) => new Date(milliseconds).toISOString().replace('Z', MICROSECONDS);

const sourceRule = ({ id, kind, faces, least, normalisation }, rehearsal) => {
  if (kind === 'dice') {
    if (faces !== 10 || least < LEAST_DICE)
      return `公告中的随机数来源“${id}”应为不少于${LEAST_DICE}次的十面骰子。`;
    if (normalisation !== 'decimal digits in reading order, nothing else')
      return `公告中的随机数来源“${id}”的记录方法不是规定的写法。`;
  }
  if (kind === 'drand' && normalisation !== 'lowercase hex of SHA-256(signature)')
    return `公告中的随机数来源“${id}”的取值方法不是规定的写法。`;
  return kind === 'rehearsal' && !rehearsal ? `公告中的随机数来源“${id}”只能用于演练。` : null;
};

/** What else announced sources must keep to: a sentence about the first that does not, or null. */
const sourcesRule = ({ sources, fallback, rehearsal, announced_at: announcedAt }) => {
  const spare = fallback.then === 'dice' ? [fallback.source] : [];
  const every = [...sources, ...spare];
  if (sources.length === 0) return '公告没有随机数来源。';
  if (new Set(every.map(({ id }) => id)).size < every.length) return '公告中的随机数来源重复。';
  if (spare.some(({ id }) => id !== 'dice-fallback')) return '公告中备用随机数来源应为“dice-fallback”。';
  const what = every.map((source) => sourceRule(source, rehearsal)).find((each) => each !== null);
  if (what !== undefined) return what;
  return [announcedAt, fallback.wait_until].every(isInstant) ? null : '公告中的时间不存在。';
};

export const checkRoundTime = (bundle) => {
  const { announcement } = bundle;
  const { notice_hours: hours, announced_at: announcedAt } = announcement;
  for (const { source, given } of beaconsOf(bundle)) {
    const { round, when } = source;
    if (Object.keys(QUICKNET).some((name) => source[name] !== QUICKNET[name])) wrong('round-time', 'chain');
    mustEqual(round, given.proof.round, 'round-time', 'round');
    const instant = instantOf((QUICKNET.genesis + (round - 1) * QUICKNET.period) * 1000);
    mustEqual(instant, when, 'round-time', 'when', { round });
    const earliest = Date.parse(announcedAt) + hours * MS_PER_HOUR;
    if (Date.parse(when) < earliest)
      wrong('round-time', 'notice', { round, hours, found: when, expected: instantOf(earliest) });
  }
  const what = sourcesRule(announcement);
  if (what !== null) wrong('round-time', 'rule', { what });
};

export const checkDrandSignature = (bundle) => {
  for (const { source, given } of beaconsOf(bundle)) {
    const { signature, randomness } = given.proof;
    const holds = randomness === toHex(SHA256.hash(fromHex(signature)));
    if (!holds || !drandSignatureHolds(QUICKNET.public_key, source.round, signature))
      wrong('drand-signature', null, { round: source.round });
  }
};

export const checkOneTimeCode = (bundle) => {
  const commitment = bundle.announcement.otc_commit;
  const given = bundle.docs['one-time-code.json'];
  bundle.salt = new Uint8Array(DIGEST);
  if (commitment === 'none') {
    if (given !== undefined) wrong('one-time-code', 'unannounced');
    return;
  }
  if (given === undefined) wrong('one-time-code', 'missing');
  const { hash: expected, iterations } = commitment;
  let code = fromHex(given.secret);
  for (let n = 0; n < iterations; n += 1) {
    bundle.salt = code;
    code = bundle.H.hash(code);
  }
  mustEqual(expected, toHex(code), 'one-time-code', 'mismatch', { iterations });
};

/** T(label) = HMAC-H(PRK, UTF-8(label) ‖ 0x01), through one reusable buffer. */
const ticketMachine = (H, key) => {
  const mac = H.keyed(key);
  const encoder = new TextEncoder();
  let message = new Uint8Array(256);
  return (label, out) => {
    if (3 * label.length + 1 > message.length) message = new Uint8Array(6 * label.length + 1);
    const { written } = encoder.encodeInto(label, message);
    message[written] = 1;
    return mac(message, written + 1, out);
  };
};

export const checkPrk = (bundle) => {
  const sources = bundle.docs['sources.json'].map(({ id, value }) => ({ id, value }));
  const material = canonicalBytes({ announcement_hash: bundle.announcementHash, sources });
  const key = bundle.H.hmac(bundle.salt, material);
  mustEqual(toHex(key), bundle.record.prk, 'prk', null);
  const ticketInto = ticketMachine(bundle.H, key);
  bundle.ticketInto = ticketInto;
  bundle.ticketOf = (label) => ticketInto(label, new Uint8Array(DIGEST));
};
