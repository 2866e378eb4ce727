/** Where the randomness came from, that nobody could know it earlier, and what key follows from it. */
import { QUICKNET } from '../../beacon/chain.ts';
import { isBeacon, randomnessOf } from '../../beacon/verify-beacon.ts';
import {
  type AnnouncedSource,
  type DiceSource,
  type DrandSource,
  roundInstant,
} from '../../draw/announced-sources.ts';
import { checkAnnouncement } from '../../draw/check-announcement.ts';
import { sourcesUsed } from '../../draw/check-sources.ts';
import { toHex } from '../../draw/hash.ts';
import { commitToOneTimeCode } from '../../draw/prk.ts';
import { preciseInstant } from '../../keys/signed-text.ts';
import { END_FILE } from '../bundle.ts';
import type { DiceProof, DrandProof, ProvenSource } from '../documents.ts';
import { keyOf } from '../draw-key.ts';
import { type AnnouncedEvidence, type Check, complaintOf, type Finding, saying } from '../evidence.ts';

/** A value that came, with what was announced of its source. */
interface Used<S extends AnnouncedSource, P> {
  readonly source: S;
  readonly given: ProvenSource & { readonly proof: P };
}

type Given = Pick<AnnouncedEvidence, 'announcement' | 'documents'>;

/** Of a draw without a result: whatever came of the announced sources and the fallback's dice, in their order. */
const sourcesThatCame = (
  { sources, fallback }: AnnouncedEvidence['announcement'],
  ids: readonly string[],
): readonly AnnouncedSource[] | undefined => {
  const all = fallback.then === 'dice' ? [...sources, fallback.source] : sources;
  const came = all.filter(({ id }) => ids.includes(id));
  return came.length === ids.length && came.every(({ id }, index) => id === ids[index]) ? came : undefined;
};

const sourcesOf = ({ announcement, documents }: Given): readonly AnnouncedSource[] | undefined => {
  const ids = documents['sources.json'].map(({ id }) => id);
  return documents[END_FILE] === undefined
    ? sourcesUsed(announcement, ids)
    : sourcesThatCame(announcement, ids);
};

/** Pairs as announced; only after `checkSources` found them to be in order. */
const usedSources = (evidence: Given) => {
  const given = evidence.documents['sources.json'];
  return (sourcesOf(evidence) ?? []).flatMap((source, index) => {
    const value = given[index];
    return value === undefined ? [] : [{ source, given: value }];
  });
};

const isDrand = (used: {
  source: AnnouncedSource;
  given: ProvenSource;
}): used is Used<DrandSource, DrandProof> => used.source.kind === 'drand' && 'signature' in used.given.proof;
const isDice = (used: {
  source: AnnouncedSource;
  given: ProvenSource;
}): used is Used<DiceSource, DiceProof> => used.source.kind === 'dice' && 'digits' in used.given.proof;

const { because } = saying('sources');

const diceFault = (
  { announcement }: AnnouncedEvidence,
  { source, given }: Used<DiceSource, DiceProof>,
): Finding => {
  const { proof, value } = given;
  const { least, id } = source;
  const readable = /^[0-9]+$/.test(proof.digits) && proof.digits.length >= least;
  const [first, second, ...more] = proof.typed_by;
  if (!readable || second === undefined || first === second || more.length > 0)
    return because('dice', { least });
  if (value !== proof.digits) return because('value', { source: id, expected: proof.digits, found: value });
  const { fallback, announced_at } = announcement;
  const isFallback = fallback.then === 'dice' && fallback.source.id === id;
  const expected = isFallback ? fallback.wait_until : announced_at;
  const found = proof.typed_at;
  return found < expected ? because('early', { source: id, expected, found }) : null;
};

/** Dice that stand beside a beacon, the fallback's too, are known before its round: else they could be chosen to suit it. */
const diceAfterBeacon = (evidence: AnnouncedEvidence): Finding => {
  const used = usedSources(evidence);
  const [expected] = used.flatMap(({ source }) => (source.kind === 'drand' ? [source.when] : [])).sort();
  if (expected === undefined) return null;
  const late = used.filter(isDice).find(({ given }) => given.proof.typed_at >= expected);
  if (late === undefined) return null;
  return because('after-beacon', { source: late.source.id, expected, found: late.given.proof.typed_at });
};

const drandFault = ({ source, given }: Used<DrandSource, DrandProof>): Finding => {
  const expected = randomnessOf(given.proof.signature);
  return given.value === expected
    ? null
    : because('value', { source: source.id, expected, found: given.value });
};

const sourceFault = (
  evidence: AnnouncedEvidence,
  used: { source: AnnouncedSource; given: ProvenSource },
): Finding => {
  if (used.source.kind === 'rehearsal') return evidence.announcement.rehearsal ? null : because('rehearsal');
  if (isDice(used)) return diceFault(evidence, used);
  if (isDrand(used)) return drandFault(used);
  return because('value', { source: used.source.id, expected: used.source.kind, found: used.given.value });
};

/** The values are those of the announced sources, each as its raw proof gives it. */
export const checkSources: Check<AnnouncedEvidence> = (evidence) => {
  const { announcement, documents } = evidence;
  const ids = documents['sources.json'].map(({ id }) => id);
  if (sourcesOf(evidence) === undefined) {
    const expected = announcement.sources.map(({ id }) => id).join('、');
    return because('list', { expected, found: ids.join('、') });
  }
  for (const used of usedSources(evidence)) {
    const fault = sourceFault(evidence, used);
    if (fault !== null) return fault;
  }
  const late = diceAfterBeacon(evidence);
  if (late !== null) return late;
  const recorded = documents['record.json']?.sources;
  if (recorded === undefined) return null;
  for (const [index, { id, value: expected }] of documents['sources.json'].entries()) {
    const found = recorded[index];
    if (found?.id !== id || found.value !== expected)
      return because('record', { source: id, expected, found: found?.value ?? '-' });
  }
  if (recorded.length !== ids.length)
    return because('list', { expected: ids.join('、'), found: recorded.map(({ id }) => id).join('、') });
  return null;
};

const isQuicknet = (source: DrandSource): boolean =>
  source.chain_hash === QUICKNET.hash &&
  source.public_key === QUICKNET.publicKey &&
  source.scheme === QUICKNET.scheme &&
  source.genesis === QUICKNET.genesisSeconds &&
  source.period === QUICKNET.periodSeconds;

const MS_PER_HOUR = 3_600_000;

/** The beacon is the one that everybody knows, and its round lies so far ahead that nobody could know it. */
export const checkRoundTime: Check<AnnouncedEvidence> = (evidence) => {
  const { because: wrong } = saying('round-time');
  const { notice_hours: hours, announced_at } = evidence.announcement;
  for (const { source, given } of usedSources(evidence).filter(isDrand)) {
    const { round, when } = source;
    if (!isQuicknet(source)) return wrong('chain');
    if (given.proof.round !== round) return wrong('round', { expected: round, found: given.proof.round });
    const expected = roundInstant(source);
    if (when !== expected) return wrong('when', { round, expected, found: when });
    const earliest = Date.parse(announced_at) + hours * MS_PER_HOUR;
    if (Date.parse(when) < earliest)
      return wrong('notice', {
        round,
        hours,
        found: when,
        expected: preciseInstant(new Date(earliest).toISOString()),
      });
  }
  const what = complaintOf(() => checkAnnouncement(evidence.announcement));
  return what === null ? null : wrong('rule', { what });
};

export const checkDrandSignature: Check<AnnouncedEvidence> = (evidence) => {
  for (const { source, given } of usedSources(evidence).filter(isDrand)) {
    const { signature, randomness } = given.proof;
    if (!isBeacon(QUICKNET, source.round, signature) || randomness !== randomnessOf(signature))
      return saying('drand-signature').wrong({ round: source.round });
  }
  return null;
};

export const checkOneTimeCode: Check = ({ announcement, documents, profile }) => {
  const { because: wrong } = saying('one-time-code');
  const secret = documents['one-time-code.json']?.secret;
  const { otc_commit } = announcement;
  if (otc_commit === 'none') return secret === undefined ? null : wrong('unannounced');
  if (secret === undefined) return wrong('missing');
  const { hash: expected, iterations } = otc_commit;
  const { hash: found } = commitToOneTimeCode(secret, iterations, profile);
  return found === expected ? null : wrong('mismatch', { iterations, expected, found });
};

export const checkPrk: Check = ({ announcementHash, documents, profile }) => {
  const expected = toHex(keyOf(announcementHash, documents, profile));
  const found = documents['record.json'].prk;
  return expected === found ? null : saying('prk').wrong({ expected, found });
};
