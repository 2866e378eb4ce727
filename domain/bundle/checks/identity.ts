/** Do all files speak of the same draw, and of this announcement? */
import { type Check, saying } from '../evidence.ts';

/** Every file that names the draw names the same one. */
export const checkDrawId: Check = ({ documents, announcement }) => {
  const { wrong } = saying('draw-id');
  for (const file of [
    'exclusions.json',
    'inspectors.json',
    'record.json',
    'receipt.json',
    'manifest.json',
  ] as const) {
    const found = documents[file]?.draw_id;
    if (found !== undefined && found !== announcement.draw_id)
      return wrong({ file, expected: announcement.draw_id, found });
  }
  for (const file of ['record.json', 'manifest.json'] as const) {
    const found = documents[file].draw_no;
    if (found !== announcement.draw_no) return wrong({ file, expected: announcement.draw_no, found });
  }
  return null;
};

/** Record and receipt refer to the announcement that is here. */
export const checkAnnouncementHash: Check = ({ documents, announcementHash: found }) => {
  for (const file of ['record.json', 'receipt.json'] as const) {
    const expected = documents[file].announcement_hash;
    if (expected !== found) return saying('announcement-hash').wrong({ file, expected, found });
  }
  return null;
};

/** Whether the number is one; that the numbers have no gap is for the public register to show. */
export const checkRegister: Check = ({ announcement }) =>
  saying('register').remark({ number: announcement.draw_no });

/** A rehearsal is marked as one wherever it is named. */
export const checkRehearsal: Check = ({ announcement, documents }) => {
  const { wrong, remark } = saying('rehearsal');
  const found = documents['record.json'].rehearsal;
  if (announcement.rehearsal !== found)
    return wrong({ expected: String(announcement.rehearsal), found: String(found) });
  return found ? remark() : null;
};
