/** Whether the lists are those that were announced: roster, exclusions, inspectors. */
import { compareUtf8 } from '../../draw/canonical.ts';
import { type AnnouncedEvidence, type Check, hashOfSheet, saying } from '../evidence.ts';

export const checkRoster: Check<AnnouncedEvidence> = async (evidence) => {
  const { because } = saying('roster');
  const { announcement } = evidence;
  const { fault, commitment } = await evidence.roster();
  if (fault !== null) return fault;
  const { rosterHash, rosterMerkleRoot } = commitment;
  if (rosterHash !== announcement.roster_hash)
    return because('hash', { expected: announcement.roster_hash, found: rosterHash });
  if (rosterMerkleRoot !== announcement.roster_merkle_root)
    return because('merkle', { expected: announcement.roster_merkle_root, found: rosterMerkleRoot });
  return null;
};

export const checkExclusions: Check<AnnouncedEvidence> = async (evidence) => {
  const { because } = saying('exclusions');
  const { exclusions } = evidence.documents['exclusions.json'];
  for (const [index, { code, row }] of exclusions.entries()) {
    const before = exclusions[index - 1];
    if (before !== undefined && (compareUtf8(before.code, code) || before.row - row) >= 0)
      return because('order', { unit: code });
  }
  const found = hashOfSheet(evidence, 'exclusions.json');
  const expected = evidence.announcement.exclusions_hash;
  if (found !== expected) return because('hash', { expected, found });
  const { both } = await evidence.roster();
  return both === null ? null : because('both', both);
};

export const checkInspectors: Check<AnnouncedEvidence> = (evidence) => {
  const { because } = saying('inspectors');
  const { assignment, inspectors_hash: expected } = evidence.announcement;
  const list = evidence.documents['inspectors.json'];
  if (list === undefined) return assignment === undefined && expected === 'none' ? null : because('missing');
  if (assignment === undefined) return because('unannounced');
  for (const [index, { id }] of list.inspectors.entries()) {
    const before = list.inspectors[index - 1];
    if (before !== undefined && compareUtf8(before.id, id) >= 0) return because('order', { inspector: id });
  }
  const found = hashOfSheet(evidence, 'inspectors.json');
  return found === expected ? null : because('hash', { expected, found });
};
