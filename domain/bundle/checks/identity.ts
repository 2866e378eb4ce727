/** Do all files speak of the same draw, and of this announcement? */
import { type AnnouncedEvidence, type AnyEvidence, type Check, saying } from '../evidence.ts';

/** Every file that names the draw names the same one. */
export const checkDrawId: Check<AnyEvidence> = ({ documents, draw }) => {
  const { wrong } = saying('draw-id');
  for (const file of [
    'end.json',
    'exclusions.json',
    'inspectors.json',
    'record.json',
    'receipt.json',
    'manifest.json',
  ] as const) {
    const found = documents[file]?.draw_id;
    if (found !== undefined && found !== draw.draw_id) return wrong({ file, expected: draw.draw_id, found });
  }
  for (const file of ['end.json', 'record.json', 'manifest.json'] as const) {
    const found = documents[file]?.draw_no;
    if (found !== undefined && found !== draw.draw_no) return wrong({ file, expected: draw.draw_no, found });
  }
  return null;
};

/** End, record and receipt refer to the announcement that is here. */
export const checkAnnouncementHash: Check<AnnouncedEvidence> = ({ documents, announcementHash: found }) => {
  for (const file of ['end.json', 'record.json', 'receipt.json'] as const) {
    const expected = documents[file]?.announcement_hash;
    if (expected !== undefined && expected !== found)
      return saying('announcement-hash').wrong({ file, expected, found });
  }
  return null;
};

/** Whether the number is one; that the numbers have no gap is for the public register to show. */
export const checkRegister: Check<AnyEvidence> = ({ draw }) =>
  saying('register').remark({ number: draw.draw_no });

/** A rehearsal is marked as one wherever it is named. */
export const checkRehearsal: Check<AnyEvidence> = ({ draw, documents }) => {
  const { wrong, remark } = saying('rehearsal');
  for (const file of ['end.json', 'record.json'] as const) {
    const found = documents[file]?.rehearsal;
    if (found !== undefined && draw.rehearsal !== found)
      return wrong({ expected: String(draw.rehearsal), found: String(found) });
  }
  return draw.rehearsal ? remark() : null;
};
