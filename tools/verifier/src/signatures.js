/** The signatures of announcement and receipt. */
import { wrong } from './finding.js';
import { isSigned, keyAt, publicKeyOf, SIGNERS } from './keys.js';
import { hashOfFile } from './opening.js';

export const signedText = ({ draw }, document, hash) => `dr-1/${document}/${draw.draw_id}/${hash}`;

/** @param later keys may sign that the announcement does not name: the witness's, and one that took a signer's place */
const checkAll = (bundle, code, text, signatures, later) => {
  const log = bundle.docs['keys.json'];
  const { signers } = bundle.announcement;
  const left = new Set(signatures);
  // A draw without a result may have ended unsigned.
  const mayLack = bundle.docs['end.json'] !== undefined;
  let lacking = null;
  for (const role of signers === null ? [] : SIGNERS) {
    const isOwn = ({ key_id: key, signed_at: at }) =>
      key === signers[role] || (later && keyAt(log, key, role, at) !== undefined);
    const own = signatures.find((each) => each.role === role && isOwn(each));
    if (own === undefined) {
      if (!mayLack) wrong(code, 'missing', { role });
      lacking = lacking ?? role;
      continue;
    }
    if (!isSigned(publicKeyOf(log, own.key_id), text, own.value)) wrong(code, 'invalid', { role });
    left.delete(own);
  }
  for (const { role, key_id: key, signed_at: at, value } of left) {
    const entry = later && role === 'witness' ? keyAt(log, key, role, at) : undefined;
    if (entry === undefined) wrong(code, 'unknown', { key });
    if (!isSigned(entry.public_key, text, value)) wrong(code, 'invalid', { role });
  }
  if (lacking !== null) bundle.remark(code, { role: lacking });
};

export const checkAnnouncementSignatures = (bundle) => {
  const text = signedText(bundle, 'announcement', bundle.announcementHash);
  checkAll(bundle, 'announcement-signatures', text, bundle.docs['announcement-signatures.json'], false);
};

export const checkReceiptSignatures = (bundle) => {
  const signatures = bundle.docs['receipt-signatures.json'];
  const text = signedText(bundle, 'receipt', hashOfFile(bundle, 'receipt.json'));
  checkAll(bundle, 'receipt-signatures', text, signatures, true);
  const witnessed =
    signatures.some(({ role }) => role === 'witness') ||
    bundle.docs['events.json'].some(({ kind }) => kind === 'witness-signed' || kind === 'witness-objected');
  if (bundle.announcement.witness_required && !witnessed) bundle.remark('receipt-signatures');
};
