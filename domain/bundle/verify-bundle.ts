/** Verifies a bundle: every check of the catalogue in its order, up to the first that is wrong. No network, no clock. */
import type { Bundle } from './bundle.ts';
import { checkProbability, checkQuotas } from './checks/announced.ts';
import { checkEventSignatures, checkEvents } from './checks/events.ts';
import { checkAnnouncementHash, checkDrawId, checkRegister, checkRehearsal } from './checks/identity.ts';
import { checkExclusions, checkInspectors, checkRoster } from './checks/lists.ts';
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
import { type Check, type Evidence, evidenceOf, type Finding } from './evidence.ts';
import { checkCanonical, checkFiles, checkSchema, sheetsOf } from './open-bundle.ts';
import type { Shapes } from './shape.ts';
import type { CheckWords, Remark, Wrong } from './words.ts';

/** Made once the first three have opened the documents. */
const CHECKS: Readonly<Record<string, Check>> = {
  'draw-id': checkDrawId,
  'announcement-hash': checkAnnouncementHash,
  keys: checkKeys,
  'announcement-signatures': checkAnnouncementSignatures,
  roster: checkRoster,
  exclusions: checkExclusions,
  quotas: checkQuotas,
  probability: checkProbability,
  'time-proof': checkTimeProof,
  sources: checkSources,
  'round-time': checkRoundTime,
  'drand-signature': checkDrandSignature,
  'one-time-code': checkOneTimeCode,
  prk: checkPrk,
  tickets: checkTickets,
  visits: checkVisits,
  inspectors: checkInspectors,
  eligibility: checkEligibility,
  assignment: checkAssignment,
  'record-hash': checkRecordHash,
  receipt: checkReceipt,
  'receipt-signatures': checkReceiptSignatures,
  events: checkEvents,
  'event-signatures': checkEventSignatures,
  register: checkRegister,
  manifest: checkManifest,
  rehearsal: checkRehearsal,
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
  /** What the bundle cannot prove by itself; empty where something is wrong. */
  readonly remarks: readonly Remark[];
  /** For those who go on with the bundle; null where it could not be opened. */
  readonly evidence: Evidence | null;
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
  let evidence: Evidence | null = null;
  const opened = (): Evidence => {
    evidence ??= evidenceOf(bundle, sheets, shapes, trusted, onRoster);
    return evidence;
  };
  const find = (code: string): Finding | Promise<Finding> => {
    if (code === 'files') return checkFiles(bundle);
    if (code === 'canonical') return checkCanonical(sheets);
    if (code === 'schema') return checkSchema(sheets, shapes);
    const check = CHECKS[code];
    if (check === undefined)
      throw new Error(`the catalogue asks for ${code}, which this verifier does not know`);
    return check(opened());
  };
  for (const { code } of checks) {
    onCheck(code);
    const finding = await find(code);
    if (isWrong(finding)) return { ok: false, firstWrong: finding, checked, remarks: [], evidence };
    if (finding !== null) remarks.push(finding.remark);
    checked.push(code);
  }
  return { ok: true, firstWrong: null, checked, remarks, evidence };
};
