/** Who signed, with which keys, and were these keys theirs at the time? */
import { isSignedBy, keyIdOf } from '../../keys/ed25519.ts';
import { entryText, type KeyEntry, keyAt, keyLogFault } from '../../keys/key-log.ts';
import type { DrawSignature } from '../../keys/receipt.ts';
import { type SignedDocument, signedText } from '../../keys/signed-text.ts';
import {
  type AnnouncedEvidence,
  type AnyEvidence,
  type Check,
  type Finding,
  hashOfSheet,
  isAnnounced,
  saying,
} from '../evidence.ts';

const SIGNERS = ['operator', 'supervisor'] as const;

/** The authority is part of what endorses a key; draw ids are `<authority>/<draw>`. */
const authorityOf = (drawId: string): string => drawId.slice(0, Math.max(0, drawId.indexOf('/')));

/** Keys that the reader trusts, and those that they endorsed, over any number of steps. */
const trustedKeys = (
  authority: string,
  log: readonly KeyEntry[],
  trusted: readonly string[],
): Set<string> => {
  const known = new Set(trusted);
  const keyOf = new Map(log.map((entry) => [entry.key_id, entry.public_key]));
  for (const entry of log) {
    if (entry.event === 'lost') continue;
    const vouched = entry.endorsements.some(
      ({ key_id, value }) =>
        known.has(key_id) && isSignedBy(keyOf.get(key_id) ?? '', entryText(authority, entry), value),
    );
    if (vouched) known.add(entry.key_id);
  }
  return known;
};

const signersFault = ({ announcement, documents, trusted }: AnnouncedEvidence): Finding => {
  const { because, remark } = saying('keys');
  const { signers, announced_at: at, rehearsal, draw_id } = announcement;
  const log = documents['keys.json'];
  if (signers === null) return rehearsal ? null : because('absent', { role: 'operator', key: '-' });
  const known = trustedKeys(authorityOf(draw_id), log, trusted);
  for (const role of SIGNERS) {
    const key = signers[role];
    if (!log.some((entry) => entry.key_id === key && entry.role === role))
      return because('absent', { role, key });
    if (keyAt(log, key, role, at) === undefined) return because('not-valid-then', { role, key, at });
  }
  if (signers.operator === signers.supervisor) return because('same');
  if (trusted.length === 0) return remark({ keys: `${signers.operator}、${signers.supervisor}` });
  const stranger = SIGNERS.find((role) => !known.has(signers[role]));
  return stranger === undefined ? null : because('untrusted', { role: stranger, key: signers[stranger] });
};

/** The key log is whole, and both signers' keys were in use when the announcement was made. */
export const checkKeys: Check<AnyEvidence> = (evidence) => {
  const { draw, documents } = evidence;
  const fault = keyLogFault(authorityOf(draw.draw_id), documents['keys.json']);
  if (fault === null) return isAnnounced(evidence) ? signersFault(evidence) : null;
  const entry = documents['keys.json'][fault.no - 1];
  return saying('keys').because(fault.what, {
    no: fault.no,
    found: entry?.key_id ?? '-',
    expected: keyIdOf(entry?.public_key ?? ''),
  });
};

const publicKeyOf = (log: readonly KeyEntry[], keyId: string): string =>
  log.find(({ key_id }) => key_id === keyId)?.public_key ?? '';

interface Signed {
  readonly code: 'announcement-signatures' | 'receipt-signatures';
  readonly text: string;
  readonly signatures: readonly DrawSignature[];
  /** Keys may sign that the announcement does not name: the witness's, and one that took a signer's place since. */
  readonly later: boolean;
  /** A draw without a result may have ended unsigned. */
  readonly mayLack: boolean;
}

const signaturesFault = ({ announcement, documents }: AnnouncedEvidence, signed: Signed): Finding => {
  const { code, text, signatures, later, mayLack } = signed;
  const { because, remark } = saying(code);
  const log = documents['keys.json'];
  const { signers } = announcement;
  const left = new Set(signatures);
  const isOf = (role: (typeof SIGNERS)[number], { key_id, signed_at, ...each }: DrawSignature): boolean =>
    each.role === role &&
    (key_id === signers?.[role] || (later && keyAt(log, key_id, role, signed_at) !== undefined));
  let lacking: string | undefined;
  for (const role of signers === null ? [] : SIGNERS) {
    const signature = signatures.find((each) => isOf(role, each));
    if (signature === undefined) {
      if (!mayLack) return because('missing', { role });
      lacking ??= role;
      continue;
    }
    if (!isSignedBy(publicKeyOf(log, signature.key_id), text, signature.value))
      return because('invalid', { role });
    left.delete(signature);
  }
  for (const signature of left) {
    const { role, key_id, signed_at, value } = signature;
    const known = later && role === 'witness' ? keyAt(log, key_id, role, signed_at) : undefined;
    if (known === undefined) return because('unknown', { key: key_id });
    if (!isSignedBy(known.public_key, text, value)) return because('invalid', { role });
  }
  return lacking === undefined ? null : remark({ role: lacking });
};

const textOf = (evidence: AnnouncedEvidence, document: SignedDocument, hash: string): string =>
  signedText(document, evidence.announcement.draw_id, hash);

export const checkAnnouncementSignatures: Check<AnnouncedEvidence> = (evidence) =>
  signaturesFault(evidence, {
    code: 'announcement-signatures',
    text: textOf(evidence, 'announcement', evidence.announcementHash),
    signatures: evidence.documents['announcement-signatures.json'],
    later: false,
    mayLack: evidence.documents['end.json'] !== undefined,
  });

const WITNESSED: ReadonlySet<string> = new Set(['witness-signed', 'witness-objected']);

/** The receipt is signed; whether the announced witness was there is for his signature or word to show. */
export const checkReceiptSignatures: Check = (evidence) => {
  const { announcement, documents } = evidence;
  const signatures = documents['receipt-signatures.json'];
  const fault = signaturesFault(evidence, {
    code: 'receipt-signatures',
    text: textOf(evidence, 'receipt', hashOfSheet(evidence, 'receipt.json')),
    signatures,
    later: true,
    mayLack: false,
  });
  if (fault !== null || !announcement.witness_required) return fault;
  const witnessed =
    signatures.some(({ role }) => role === 'witness') ||
    documents['events.json'].some(({ kind }) => WITNESSED.has(kind));
  return witnessed ? null : saying('receipt-signatures').remark();
};
