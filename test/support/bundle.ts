/**
 * Whole signed bundles of evidence, made by the domain code from a seed: what `draw export` would write of a real draw.
 * Several rows, classes with weights, a row drawn in two areas, a row taken whole in batches, merged visits, teams,
 * rotation, exclusions, a substitution, a witness, beacon and dice.
 */

import { QUICKNET } from '../../domain/beacon/chain.ts';
import { randomnessOf } from '../../domain/beacon/verify-beacon.ts';
import type { Documents, ProvenSource } from '../../domain/bundle/documents.ts';
import { bundleInMemory, type WrittenDocuments } from '../../domain/bundle/write-bundle.ts';
import {
  type AnnouncedSource,
  DICE_NORMALISATION,
  DRAND_NORMALISATION,
  DRAND_SCHEME,
  roundInstant,
} from '../../domain/draw/announced-sources.ts';
import { announcementHash } from '../../domain/draw/announcement.ts';
import { type AnnouncementPlan, buildAnnouncement } from '../../domain/draw/build-announcement.ts';
import { canonicalHash, compareUtf8 } from '../../domain/draw/canonical.ts';
import { type AssignmentFacts, type Exclusion, exclusionsList } from '../../domain/draw/commitments.ts';
import { eligibilityCommitter } from '../../domain/draw/eligibility-tree.ts';
import { executeDraw } from '../../domain/draw/execute-draw.ts';
import { sha256Hex } from '../../domain/draw/hash.ts';
import { type UnitKey, unitKey } from '../../domain/draw/labels.ts';
import { commitToOneTimeCode } from '../../domain/draw/prk.ts';
import { type DrawAlgorithm, profileOf } from '../../domain/draw/profile.ts';
import { publicInspectors } from '../../domain/draw/public-inspectors.ts';
import { commitRoster, type RosterEntry } from '../../domain/draw/roster.ts';
import { type DrawEvent, nextDrawEvent } from '../../domain/keys/draw-event.ts';
import { keyIdOf, publicKeyOf, sign } from '../../domain/keys/ed25519.ts';
import { entryText, type KeyEntry, type KeyRole, neededFor } from '../../domain/keys/key-log.ts';
import { type DrawSignature, type Receipt, receiptOf, type TimeProof } from '../../domain/keys/receipt.ts';
import { countersignedText, signedText } from '../../domain/keys/signed-text.ts';

export interface BundleChoices {
  /** Everything follows from it. */
  readonly seed?: number;
  readonly alg?: DrawAlgorithm;
  readonly randomness?: 'beacon' | 'dice' | 'dice and beacon' | 'rehearsal';
  readonly oneTimeCode?: boolean;
  /** Signed by the superior before the randomness. */
  readonly countersigned?: boolean;
  /** A substitution, a recusal, the witness's word. */
  readonly events?: boolean;
  /** Draws units only. */
  readonly withoutInspectors?: boolean;
  readonly units?: number;
}

const AUTHORITY = 'pinglu';
const DRAW_NO = '2023-007';
const DRAW_ID = `${AUTHORITY}/${DRAW_NO}`;
const ANNOUNCED_AT = '2023-09-14T01:00:00.000000Z';
const COUNTERSIGNED_AT = '2023-09-14T02:00:00.000000Z';
const THROWN_AT = '2023-09-15T10:30:00.000000Z';
const SEALED_AT = '2023-09-15T11:05:00.000000Z';

/** A real round of drand quicknet (R: 2023-09-15 11:00:03 UTC), published by the project itself. */
const ROUND = {
  round: 657_413,
  signature:
    'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b',
};

/** The rules of every draw made here: five strata of four rows. */
const STRATA: AnnouncementPlan['strata'] = [
  {
    id: '1/甲类',
    row: 1,
    ratio: { numerator: 10, denominator: 100, kind: 'exact' },
    weights: '2023-1',
  },
  { id: '1/乙类', row: 1, ratio: { numerator: 5, denominator: 100, kind: 'floor' }, minimum: 3 },
  { id: '2', row: 2, ratio: null, quota: 5, reserve: 4 },
  {
    id: '3',
    row: 3,
    ratio: { numerator: 100, denominator: 100, kind: 'exact' },
    batches: [
      { no: 1, from: '2023-09-18', to: '2023-10-20', count: 4 },
      { no: 2, from: '2023-10-23', to: '2023-12-29', count: 4 },
    ],
  },
  { id: '4/本区', row: 4, ratio: null, quota: 7 },
  { id: '4/全市', row: 4, ratio: null, quota: 3, after: ['4/本区'] },
];

/** Whole numbers that follow from the seed and a name. */
const dieOf =
  (seed: number) =>
  (name: string, faces: number): number =>
    Number.parseInt(sha256Hex(`${seed}/${name}`).slice(0, 12), 16) % faces;

/** Units with shared ones among the rows; rows 1 and 2 draw from the same enterprises, so that visits merge. */
const rosterOf = (seed: number, units: number): RosterEntry[] => {
  const die = dieOf(seed);
  const enterprises = Array.from(
    { length: units },
    (_, n): UnitKey => unitKey('org', `91140603MA${String(n).padStart(7, '0')}${die(`org/${n}`, 10)}`),
  );
  const entries = enterprises.flatMap((code, n): RosterEntry[] => [
    { code, stratum: die(`class/${n}`, 3) === 0 ? '1/甲类' : '1/乙类', w: 1 },
    ...(n % 4 === 0 ? [{ code, stratum: '2', w: 1 }] : []),
    ...(n % 2 === 0 ? [{ code, stratum: '4/全市', w: 1 }] : []),
    ...(n % 4 === 2 ? [{ code, stratum: '4/本区', w: 1 }] : []),
  ]);
  const weighted = entries.map((entry, n) =>
    entry.stratum === '1/甲类' ? { ...entry, w: 1 + die(`weight/${n}`, 4) } : entry,
  );
  const ships = Array.from(
    { length: 8 },
    (_, n): RosterEntry => ({
      code: unitKey('ship', `晋朔货${String(n + 1).padStart(4, '0')}`),
      stratum: '3',
      w: 1,
    }),
  );
  return [...weighted, ...ships].sort(
    (a, b) => compareUtf8(a.code, b.code) || compareUtf8(a.stratum, b.stratum),
  );
};

const EXCLUSIONS: readonly Exclusion[] = [
  { code: unitKey('org', '91140603MA9999999X'), row: 1, reason: 'not-operating' },
  { code: unitKey('org', '91140603MA9999999X'), row: 2, reason: 'frequency-cap' },
  { code: unitKey('ship', '晋朔货0099'), row: 3, reason: 'already-drawn' },
];

const INSPECTORS = 12;

const factsOf = (seed: number, roster: readonly RosterEntry[]): AssignmentFacts => {
  const die = dieOf(seed);
  const codes = [...new Set(roster.map(({ code }) => code))];
  const idOf = (n: number): string => `检${String(n + 1).padStart(2, '0')}`;
  return {
    secret: sha256Hex(`${seed}/secret of the draw`),
    inspectors: Array.from({ length: INSPECTORS }, (_, n) => ({
      id: idOf(n),
      cap: 40,
      section: n % 3 === 0 ? '水运科' : '运输科',
      certificate: { from: '2020-01-01', to: n === 11 ? '2023-10-01' : '2026-12-31' },
      qualifications: n % 2 === 0 ? ['危险货物运输'] : [],
      leave: n === 5 ? [{ from: '2023-09-01', to: '2024-01-31' }] : [],
      interests: codes.filter((_code, place) => die(`interest/${n}/${place}`, 12) === 0),
      salt: sha256Hex(`${seed}/salt/${n}`),
    })),
    lastInspections: codes.flatMap((unit, place) =>
      place % 3 === 0 ? [{ unit, inspector: idOf(die(`last/${place}`, INSPECTORS)) }] : [],
    ),
    pastPairings: [
      { inspectors: [idOf(0), idOf(1)], times: 3 },
      { inspectors: [idOf(2), idOf(6)], times: 1 },
    ],
  };
};

export const secretOf = (seed: number, role: KeyRole): string => sha256Hex(`${seed}/key/${role}`);

export const testKeyId = (seed: number, role: KeyRole): string => keyIdOf(publicKeyOf(secretOf(seed, role)));

const HOLDERS: Readonly<Record<KeyRole, string>> = {
  supervisor: '分管副局长',
  superior: '市交通运输局法规科科长',
  operator: '双随机办公室主任',
  witness: '派驻纪检组组长',
};

/** One more entry, endorsed by all who must. */
export const nextKeyEntry = (
  log: readonly KeyEntry[],
  role: KeyRole,
  secret: string,
  change: { readonly event: KeyEntry['event']; readonly at: string; readonly by: readonly string[] },
): KeyEntry => {
  const entry: KeyEntry = {
    no: log.length + 1,
    event: change.event,
    key_id: keyIdOf(publicKeyOf(secret)),
    role,
    alg: 'ed25519',
    public_key: publicKeyOf(secret),
    at: change.at,
    holder: HOLDERS[role],
    endorsements: [],
  };
  const text = entryText(AUTHORITY, entry);
  const endorsements = change.by.map((each) => ({
    key_id: keyIdOf(publicKeyOf(each)),
    value: sign(each, text),
  }));
  return { ...entry, endorsements };
};

const keyLogOf = (seed: number): KeyEntry[] => {
  const log: KeyEntry[] = [];
  for (const [index, role] of (['supervisor', 'superior', 'operator', 'witness'] as const).entries()) {
    const secret = secretOf(seed, role);
    const needed = neededFor(log, { event: 'made', role, key_id: testKeyId(seed, role) });
    const roles = needed.allowed ? needed.by.map((entry) => entry.role) : [];
    const by = [secret, ...roles.map((each) => secretOf(seed, each))];
    const at = `2023-01-0${index + 1}T01:00:00.000000Z`;
    log.push(nextKeyEntry(log, role, secret, { event: 'made', at, by }));
  }
  return log;
};

const DICE: AnnouncedSource = {
  id: 'dice',
  kind: 'dice',
  faces: 10,
  least: 39,
  normalisation: DICE_NORMALISATION,
  when: THROWN_AT,
  where: '局二楼会议室，全程录像',
};

const drand = (round: number): AnnouncedSource => {
  const chain = { genesis: QUICKNET.genesisSeconds, period: QUICKNET.periodSeconds, round };
  return {
    id: 'drand',
    kind: 'drand',
    chain_hash: QUICKNET.hash,
    public_key: QUICKNET.publicKey,
    scheme: DRAND_SCHEME,
    ...chain,
    normalisation: DRAND_NORMALISATION,
    when: roundInstant(chain),
    where: 'https://api.drand.sh、https://drand.cloudflare.com',
  };
};

const REHEARSAL: AnnouncedSource = {
  id: 'rehearsal',
  kind: 'rehearsal',
  normalisation: '64 lowercase hex digits',
  when: '演练抽取时',
  where: '演练种子，不对外公布，不能证明公平',
};

const SOURCES: Readonly<Record<NonNullable<BundleChoices['randomness']>, readonly AnnouncedSource[]>> = {
  beacon: [drand(ROUND.round)],
  dice: [DICE],
  'dice and beacon': [DICE, drand(ROUND.round)],
  rehearsal: [REHEARSAL],
};

const provenSource = (seed: number, { id, kind }: AnnouncedSource): ProvenSource => {
  if (kind === 'rehearsal') return { id, value: sha256Hex(`${seed}/rehearsal`), proof: {} };
  if (kind === 'drand') {
    const randomness = randomnessOf(ROUND.signature);
    return { id, value: randomness, proof: { ...ROUND, randomness } };
  }
  const die = dieOf(seed);
  const digits = Array.from({ length: 40 }, (_, n) => die(`throw/${n}`, 10)).join('');
  const proof = { digits, read_by: '读数人A', typed_by: ['录入人B', '录入人C'] };
  return { id, value: digits, proof: { ...proof, typed_at: THROWN_AT, record_photo_sha256: null } };
};

const signatureOf = (
  seed: number,
  role: DrawSignature['role'],
  text: string,
  signed_at: string,
): DrawSignature => {
  const secret = secretOf(seed, role);
  return { key_id: testKeyId(seed, role), role, alg: 'ed25519', value: sign(secret, text), signed_at };
};

/** Signatures of announcement or receipt by those whose keys these are. */
export const signedBy = (
  seed: number,
  roles: readonly DrawSignature['role'][],
  document: 'announcement' | 'receipt',
  hash: string,
  at: string,
): DrawSignature[] => roles.map((role) => signatureOf(seed, role, signedText(document, DRAW_ID, hash), at));

type Event = Parameters<typeof nextDrawEvent>[2];

/** The next event of a chain, signed by the operator. */
export const addEvent = (
  seed: number,
  events: readonly DrawEvent[],
  event: Event,
  profile = profileOf('hkdf-sha256-min-v1'),
): DrawEvent[] => {
  const next = nextDrawEvent(DRAW_ID, events.at(-1), event, profile);
  const value = sign(secretOf(seed, 'operator'), signedText('event', DRAW_ID, next.hash));
  return [...events, { ...next, signature: { key_id: testKeyId(seed, 'operator'), value } }];
};

const WITNESSED: Event = {
  at: '2023-09-15T12:00:00.000000Z',
  kind: 'witness-signed',
  data: {},
  reason: null,
  evidence: null,
  approver: { role: 'witness', code: '见证人A' },
};

/** A bundle with what it was made of. */
export interface MadeBundle {
  readonly seed: number;
  readonly files: Map<string, Uint8Array>;
  readonly documents: WrittenDocuments;
  readonly roster: readonly RosterEntry[];
  readonly facts: AssignmentFacts;
}

/** The same draw with other documents or another roster, its manifest made anew: what anyone can do to a bundle. */
export const rewritten = (
  { documents, roster }: Pick<MadeBundle, 'documents' | 'roster'>,
  change: Partial<WrittenDocuments>,
  other: readonly RosterEntry[] = roster,
): Map<string, Uint8Array> => bundleInMemory({ ...documents, ...change }, other);

const receiptFor = (
  documents: Omit<WrittenDocuments, 'receipt.json' | 'receipt-signatures.json'>,
): Receipt => {
  const { 'announcement.json': announcement, 'record.json': record } = documents;
  return receiptOf({
    drawId: announcement.draw_id,
    announcementHash: announcementHash(announcement),
    recordHash: record.record_hash,
    signatures: documents['announcement-signatures.json'],
    timeProofs: documents['time-proofs.json'],
    sources: documents['sources.json'],
    keys: documents['keys.json'],
    sealedAt: SEALED_AT,
  });
};

/** Receipt and its signatures for what is there: what an insider with all keys can do. */
export const resealed = (
  seed: number,
  documents: Omit<WrittenDocuments, 'receipt.json' | 'receipt-signatures.json'>,
): WrittenDocuments => {
  const receipt = receiptFor(documents);
  const hash = canonicalHash(receipt, profileOf(documents['announcement.json'].alg));
  const signed = documents['announcement.json'].signers !== null;
  return {
    ...documents,
    'receipt.json': receipt,
    'receipt-signatures.json': signed
      ? signedBy(seed, ['operator', 'supervisor'], 'receipt', hash, SEALED_AT)
      : [],
  };
};

/** A whole bundle: the same choices, the same bytes. */
export const makeBundle = (choices: BundleChoices = {}): MadeBundle => {
  const { seed = 1, alg = 'hkdf-sha256-min-v1', randomness = 'dice and beacon' } = choices;
  const { oneTimeCode = false, countersigned = true, events = true, units = 120 } = choices;
  const profile = profileOf(alg);
  const roster = rosterOf(seed, units);
  const facts = factsOf(seed, roster);
  const conflicts = eligibilityCommitter(facts, profile);
  for (const { code } of roster) conflicts.add(code);
  const otcSecret = sha256Hex(`${seed}/one-time code`);
  const planned = { from: '2023-09-18', to: '2023-12-29' };
  const people: Pick<AnnouncementPlan, 'assignment' | 'facts' | 'eligibilityRoot'> = {
    assignment: {
      team_size: 2,
      planned,
      qualifications: [{ row: 2, needs: ['危险货物运输'] }],
      sections: [{ row: 3, open_to: ['水运科'] }],
    },
    facts,
    eligibilityRoot: conflicts.root(),
  };
  const { announcement } = buildAnnouncement({
    alg,
    bureau: '朔州市平鲁区交通运输局',
    cycle: '2023-3',
    purpose: 'regular',
    batch: 1,
    draw_no: DRAW_NO,
    draw_id: DRAW_ID,
    announced_at: ANNOUNCED_AT,
    rehearsal: randomness === 'rehearsal',
    signers: { operator: testKeyId(seed, 'operator'), supervisor: testKeyId(seed, 'supervisor') },
    strata: STRATA,
    roster: commitRoster(DRAW_ID, roster, profile),
    exclusions: EXCLUSIONS,
    ...(choices.withoutInspectors === true ? {} : people),
    sources: SOURCES[randomness],
    notice_hours: 24,
    fallback: {
      wait_until: '2023-09-20T11:00:00.000000Z',
      // biome-ignore lint/suspicious/noThenProperty: the announcement's word
      then: 'void',
      lack_of_people: 'void',
      text: '等待至9月20日仍未取得的，本次抽取作废',
    },
    otc_commit: oneTimeCode ? commitToOneTimeCode(otcSecret, 3, profile) : 'none',
    publish_policy: '抽取完成后即行公布抽取记录',
    witness_required: true,
    sign_off_working_days: 3,
    verifier_sha256: 'none',
    software_version: '0.1.0',
  });
  const hash = announcementHash(announcement);
  const sources = announcement.sources.map((source) => provenSource(seed, source));
  const record = executeDraw({
    announcement,
    roster,
    sources,
    ...(oneTimeCode ? { oneTimeCode: otcSecret } : {}),
    ...(choices.withoutInspectors === true ? {} : { facts }),
  });
  const countersignature: TimeProof = {
    kind: 'countersignature',
    key_id: testKeyId(seed, 'superior'),
    signed_at: COUNTERSIGNED_AT,
    value: sign(secretOf(seed, 'superior'), countersignedText(DRAW_ID, hash, COUNTERSIGNED_AT)),
  };
  const sealed = resealed(seed, {
    'announcement.json': announcement,
    'announcement-signatures.json': signedBy(
      seed,
      ['operator', 'supervisor'],
      'announcement',
      hash,
      ANNOUNCED_AT,
    ),
    'time-proofs.json': countersigned ? [countersignature] : [],
    'keys.json': keyLogOf(seed),
    'exclusions.json': exclusionsList(DRAW_ID, EXCLUSIONS),
    ...(announcement.assignment === undefined
      ? {}
      : {
          'inspectors.json': publicInspectors(
            { drawId: DRAW_ID, rules: announcement.assignment, planRows: announcement.plan_rows, facts },
            profile,
          ),
        }),
    'sources.json': sources,
    ...(oneTimeCode ? { 'one-time-code.json': { secret: otcSecret } } : {}),
    'record.json': record,
    'events.json': [],
  });
  const documents = { ...sealed, 'events.json': events ? addEvent(seed, [], WITNESSED, profile) : [] };
  return { seed, files: bundleInMemory(documents, roster), documents, roster, facts };
};

export type { Documents };
