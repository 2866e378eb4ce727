/** Every check of the catalogue in its order, up to the first that is wrong. No network, no clock. */
import { checkProbability, checkQuotas } from './announced.js';
import { Wrong } from './finding.js';
import { checkAnnouncementHash, checkDrawId, checkRegister, checkRehearsal } from './identity.js';
import { checkKeys } from './keys.js';
import { checkExclusions, checkInspectors } from './lists.js';
import { checkCanonical, checkFiles, checkSchema } from './opening.js';
import { checkOutcome } from './outcome.js';
import {
  checkDrandSignature,
  checkOneTimeCode,
  checkPrk,
  checkRoundTime,
  checkSources,
} from './randomness.js';
import { checkRoster } from './roster.js';
import {
  checkEventSignatures,
  checkEvents,
  checkManifest,
  checkReceipt,
  checkRecordHash,
} from './sealing.js';
import { checkAnnouncementSignatures, checkReceiptSignatures } from './signatures.js';
import { checkTickets } from './tickets.js';
import { checkTimeProof } from './time-proof.js';
import { checkAssignment, checkEligibility, checkVisits } from './visits.js';
import { sayWrong } from './words.js';

const STEPS = {
  files: checkFiles,
  canonical: checkCanonical,
  schema: checkSchema,
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
  outcome: checkOutcome,
  register: checkRegister,
  manifest: checkManifest,
  rehearsal: checkRehearsal,
};

const firstWrongOf = (checks, wrong) => {
  const words = checks.find(({ code }) => code === wrong.code);
  return {
    code: wrong.code,
    case: wrong.reason,
    message: sayWrong(words, wrong, 'zh'),
    message_en: sayWrong(words, wrong, 'en'),
    values: wrong.values,
  };
};

/**
 * @param files Map from name to File or Blob
 * @param catalogue {checks, shapes} of data/draw
 * @param breathe called with (code, fraction done) now and then; awaited, so that a page can draw
 * @returns {result, remarks, bundle}: the result that all verifiers give, the values of its remarks, and the opened
 *   bundle for further questions
 */
export const verifyBundle = async (files, { checks, shapes }, { trusted = [], breathe = () => {} } = {}) => {
  const remarks = new Map();
  const bundle = {
    files,
    names: [...files.keys()].sort(),
    shapes,
    trusted,
    breathe,
    bytes: {},
    docs: {},
    firstWrong: null,
    remark: (code, values = {}) => remarks.set(code, values),
  };
  const checked = [];
  try {
    for (const { code, needs } of checks) {
      if (needs !== undefined && !files.has(needs)) continue;
      await breathe(code, 0);
      await STEPS[code](bundle);
      checked.push(code);
    }
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    bundle.firstWrong = firstWrongOf(checks, error);
  }
  const result = {
    ok: bundle.firstWrong === null,
    first_wrong: bundle.firstWrong,
    checked,
    remarks: checked.filter((code) => remarks.has(code)),
  };
  return { result, remarks, bundle };
};
