/** Verifies a bundle: every check of the catalogue in its order, up to the first that is wrong. No network, no clock. */
import type { Bundle } from './bundle.ts';
import { checkProbability, checkQuotas } from './checks/announced.ts';
import { checkEventSignatures, checkEvents } from './checks/events.ts';
import { checkAnnouncementHash, checkDrawId, checkRegister, checkRehearsal } from './checks/identity.ts';
import { checkExclusions, checkInspectors, checkRoster } from './checks/lists.ts';
import { checkOutcome } from './checks/outcome.ts';
import {
  checkDrandSignature,
  checkOneTimeCode,
  checkPrk,
  checkRoundTime,
  checkSources,
} from './checks/randomness.ts';
import { checkAssignment, checkEligibility, checkTickets, checkVisits } from './checks/result.ts';
import { checkManifest, checkReceipt, checkRecordHash } from './checks/sealing.ts';
import { checkAnnouncementSignatures, checkKeys, checkReceiptSignatures } from './checks/signatures.ts';
import { checkTimeProof } from './checks/time-proof.ts';
import {
  type AnnouncedEvidence,
  type AnyEvidence,
  type Check,
  evidenceOf,
  type Finding,
  hasResult,
  isAnnounced,
} from './evidence.ts';
import { checkCanonical, checkFiles, checkSchema, sheetsOf } from './open-bundle.ts';
import type { Shapes } from './shape.ts';
import type { CheckWords, Remark, Wrong } from './words.ts';

/** Of any bundle, once the first three checks have opened the documents. */
const ANY: Readonly<Record<string, Check<AnyEvidence>>> = {
  'draw-id': checkDrawId,
  keys: checkKeys,
  events: checkEvents,
  'event-signatures': checkEventSignatures,
  outcome: checkOutcome,
  register: checkRegister,
  manifest: checkManifest,
  rehearsal: checkRehearsal,
};

/** Of a draw that was announced. */
const ANNOUNCED: Readonly<Record<string, Check<AnnouncedEvidence>>> = {
  'announcement-hash': checkAnnouncementHash,
  'announcement-signatures': checkAnnouncementSignatures,
  roster: checkRoster,
  exclusions: checkExclusions,
  quotas: checkQuotas,
  probability: checkProbability,
  'time-proof': checkTimeProof,
  sources: checkSources,
  'round-time': checkRoundTime,
  'drand-signature': checkDrandSignature,
  inspectors: checkInspectors,
};

/** Of a draw with a result. */
const RESULTING: Readonly<Record<string, Check>> = {
  'one-time-code': checkOneTimeCode,
  prk: checkPrk,
  tickets: checkTickets,
  visits: checkVisits,
  eligibility: checkEligibility,
  assignment: checkAssignment,
  'record-hash': checkRecordHash,
  receipt: checkReceipt,
  'receipt-signatures': checkReceiptSignatures,
};

const make = (code: string, evidence: AnyEvidence): Finding | Promise<Finding> => {
  const any = ANY[code];
  if (any !== undefined) return any(evidence);
  const announced = ANNOUNCED[code];
  if (announced !== undefined && isAnnounced(evidence)) return announced(evidence);
  const resulting = RESULTING[code];
  if (resulting !== undefined && hasResult(evidence)) return resulting(evidence);
  throw new Error(`the catalogue asks for ${code}, which this verifier cannot check here`);
};

/** What every verifier works by: `data/draw/checks.json` and `data/draw/shapes.json`. */
export interface Catalogue {
  readonly checks: readonly CheckWords[];
  readonly shapes: Shapes;
}

export interface VerifyOptions {
  /** Key ids that the reader trusts, from somewhere else than the bundle. */
  readonly trusted?: readonly string[];
  /** Called before each check. */
  readonly onCheck?: (code: string) => void;
  /** Called now and then with the roster entries read. */
  readonly onRoster?: (entries: number) => void;
}

export interface Verification {
  readonly ok: boolean;
  readonly firstWrong: Wrong | null;
  /** Codes of the checks that held, in order. */
  readonly checked: readonly string[];
  /** What the bundle cannot prove by itself: of the checks that held, also where a later one is wrong. */
  readonly remarks: readonly Remark[];
  /** For those who go on with the bundle; null where it could not be opened. */
  readonly evidence: AnyEvidence | null;
}

const isWrong = (finding: Finding): finding is Wrong => finding !== null && 'code' in finding;

export const verifyBundle = async (
  bundle: Bundle,
  { checks, shapes }: Catalogue,
  { trusted = [], onCheck = () => {}, onRoster = () => {} }: VerifyOptions = {},
): Promise<Verification> => {
  const checked: string[] = [];
  const remarks: Remark[] = [];
  const sheets = await sheetsOf(bundle);
  let evidence: AnyEvidence | null = null;
  const opened = (): AnyEvidence => {
    evidence ??= evidenceOf({ bundle, sheets, shapes, trusted, progress: onRoster });
    return evidence;
  };
  const find = (code: string): Finding | Promise<Finding> => {
    if (code === 'files') return checkFiles(bundle);
    if (code === 'canonical') return checkCanonical(sheets);
    return code === 'schema' ? checkSchema(sheets, shapes) : make(code, opened());
  };
  for (const { code, needs } of checks) {
    if (needs !== undefined && !bundle.has(needs)) continue;
    onCheck(code);
    const finding = await find(code);
    if (isWrong(finding)) return { ok: false, firstWrong: finding, checked, remarks, evidence };
    if (finding !== null) remarks.push(finding.remark);
    checked.push(code);
  }
  return { ok: true, firstWrong: null, checked, remarks, evidence };
};
