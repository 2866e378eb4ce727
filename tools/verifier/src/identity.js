/** Do all files speak of the same draw, and of this announcement? */
import { wrong } from './finding.js';

export const checkDrawId = ({ docs, announcement }) => {
  const compare = (member, files) => {
    for (const file of files.filter((name) => docs[name] !== undefined)) {
      const [expected, found] = [announcement[member], docs[file][member]];
      if (expected !== found) wrong('draw-id', null, { file, expected, found });
    }
  };
  compare('draw_id', ['exclusions.json', 'inspectors.json', 'record.json', 'receipt.json', 'manifest.json']);
  compare('draw_no', ['record.json', 'manifest.json']);
};

export const checkAnnouncementHash = ({ docs, announcementHash: found }) => {
  for (const file of ['record.json', 'receipt.json']) {
    const expected = docs[file].announcement_hash;
    if (expected !== found) wrong('announcement-hash', null, { file, expected, found });
  }
};

export const checkRegister = (bundle) => bundle.remark('register', { number: bundle.announcement.draw_no });

export const checkRehearsal = (bundle) => {
  const [expected, found] = [bundle.announcement.rehearsal, bundle.record.rehearsal];
  if (expected !== found) wrong('rehearsal', null, { expected, found });
  if (found) bundle.remark('rehearsal');
};
