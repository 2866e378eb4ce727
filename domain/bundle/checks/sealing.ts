/** Whether what was sealed is still what is here: record, receipt, manifest. */
import { sha256Hex } from '../../draw/hash.ts';
import { recordHash } from '../../draw/record.ts';
import { keysHash, lockHash } from '../../keys/receipt.ts';
import { filesOf, MANIFEST_FILE, ROSTER_FILE } from '../bundle.ts';
import { type AnyEvidence, bytesOfSheet, type Check, isAnnounced, saying } from '../evidence.ts';

export const checkRecordHash: Check = ({ documents }) => {
  const { record_hash: expected, ...rest } = documents['record.json'];
  const found = recordHash(rest);
  return found === expected ? null : saying('record-hash').wrong({ expected, found });
};

/** The receipt binds what was there at the sealing: a member changed anywhere shows here. */
export const checkReceipt: Check = (evidence) => {
  const { documents, announcementHash } = evidence;
  const receipt = documents['receipt.json'];
  const expected = {
    announcement_hash: announcementHash,
    lock_hash: lockHash(documents['announcement-signatures.json'], documents['time-proofs.json']),
    record_hash: documents['record.json'].record_hash,
    sources_hash: sha256Hex(bytesOfSheet(evidence, 'sources.json')),
    keys_hash: keysHash(documents['keys.json'].slice(0, receipt.keys_count)),
  };
  for (const [path, value] of Object.entries(expected)) {
    const found = receipt[path as keyof typeof expected];
    if (found !== value) return saying('receipt').wrong({ path, expected: value, found });
  }
  return null;
};

const figuresOf = async (evidence: AnyEvidence, name: string) => {
  if (name === ROSTER_FILE && isAnnounced(evidence)) return evidence.roster();
  const bytes = bytesOfSheet(evidence, name);
  return { sha256: sha256Hex(bytes), bytes: bytes.length };
};

/** Comes last: a change that means something has been named by what it means. */
export const checkManifest: Check<AnyEvidence> = async (evidence) => {
  const { because } = saying('manifest');
  const { files } = evidence.documents[MANIFEST_FILE];
  const names = files.map(({ name }) => name);
  const actual = Object.keys(filesOf(evidence.bundle)).filter(
    (name) => name !== MANIFEST_FILE && evidence.bundle.has(name),
  );
  for (const name of actual) if (!names.includes(name)) return because('listed', { file: name });
  const stranger = names.find((name) => !actual.includes(name));
  if (stranger !== undefined) return because('listed', { file: stranger });
  for (const [index, { name, sha256, bytes }] of files.entries()) {
    if (name !== actual[index]) return because('order', { file: name });
    const found = await figuresOf(evidence, name);
    if (found.bytes !== bytes) return because('bytes', { file: name, expected: bytes, found: found.bytes });
    if (found.sha256 !== sha256)
      return because('sha256', { file: name, expected: sha256, found: found.sha256 });
  }
  return null;
};
