import { bundleInMemory, type WrittenDocuments } from '../../domain/bundle/write-bundle.ts';
import { announcementHash } from '../../domain/draw/announcement.ts';
import { type AnnouncementPlan, buildAnnouncement } from '../../domain/draw/build-announcement.ts';
import { type AssignmentFacts, exclusionsList } from '../../domain/draw/commitments.ts';
import { eligibilityCommitter } from '../../domain/draw/eligibility-tree.ts';
import { executeDraw } from '../../domain/draw/execute-draw.ts';
import { sha256Hex } from '../../domain/draw/hash.ts';
import { commitToOneTimeCode } from '../../domain/draw/prk.ts';
import { type DrawAlgorithm, profileOf } from '../../domain/draw/profile.ts';
import { publicInspectors } from '../../domain/draw/public-inspectors.ts';
import { commitRoster, type RosterEntry } from '../../domain/draw/roster.ts';
import type { nextDrawEvent } from '../../domain/keys/draw-event.ts';
import { sign } from '../../domain/keys/ed25519.ts';
import type { TimeProof } from '../../domain/keys/receipt.ts';
import { countersignedText } from '../../domain/keys/signed-text.ts';
import { ANNOUNCED_AT, COUNTERSIGNED_AT, DRAW_ID, DRAW_NO } from './bundle/facts-of-the-draw.ts';
import { keyLogOf, secretOf, testKeyId } from './bundle/keys.ts';
import { EXCLUSIONS, factsOf, rosterOf, STRATA } from './bundle/lists.ts';
import { addEvent, resealed, signedBy } from './bundle/signing.ts';
import { provenSource, type Randomness, SOURCES } from './bundle/sources.ts';

export interface BundleChoices {
  /** Everything follows from it. */
  readonly seed?: number;
  readonly alg?: DrawAlgorithm;
  readonly randomness?: Randomness;
  readonly oneTimeCode?: boolean;
  /** Signed by the superior before the randomness. */
  readonly countersigned?: boolean;
  /** A substitution, a recusal, the witness's word. */
  readonly events?: boolean;
  /** Draws units only. */
  readonly withoutInspectors?: boolean;
  readonly units?: number;
  /** Lists of one's own, instead of those that follow from the seed. */
  readonly lists?: {
    readonly strata: AnnouncementPlan['strata'];
    readonly roster: readonly RosterEntry[];
    readonly facts: AssignmentFacts;
  };
  /** Anything else about the announcement. */
  readonly announce?: Partial<AnnouncementPlan>;
}

const WITNESSED: Parameters<typeof nextDrawEvent>[2] = {
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

/** A whole bundle: the same choices, the same bytes. */
export const makeBundle = (choices: BundleChoices = {}): MadeBundle => {
  const { seed = 1, alg = 'hkdf-sha256-min-v1', randomness = 'dice and beacon' } = choices;
  const { oneTimeCode = false, countersigned = true, events = true, units = 120 } = choices;
  const profile = profileOf(alg);
  const roster = choices.lists?.roster ?? rosterOf(seed, units);
  const facts = choices.lists?.facts ?? factsOf(seed, roster);
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
    strata: choices.lists?.strata ?? STRATA,
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
    ...choices.announce,
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
