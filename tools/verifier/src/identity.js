/** Do all files speak of the same draw, and of this announcement? */
import { wrong } from './finding.js';

export const checkDrawId = ({ docs, draw }) => {
  const compare = (member, files) => {
    for (const file of files.filter((name) => docs[name] !== undefined)) {
      const [expected, found] = [draw[member], docs[file][member]];
      if (expected !== found) wrong('draw-id', null, { file, expected, found });
    }
  };
  compare('draw_id', [
    'end.json',
    'exclusions.json',
    'inspectors.json',
    'record.json',
    'receipt.json',
    'manifest.json',
  ]);
  compare('draw_no', ['end.json', 'record.json', 'manifest.json']);
};

export const checkAnnouncementHash = ({ docs, announcementHash: found }) => {
  for (const file of ['end.json', 'record.json', 'receipt.json'].filter((name) => docs[name] !== undefined)) {
    const expected = docs[file].announcement_hash;
    if (expected !== found) wrong('announcement-hash', null, { file, expected, found });
  }
};

export const checkRegister = (bundle) => bundle.remark('register', { number: bundle.draw.draw_no });

export const checkRehearsal = (bundle) => {
  const { docs, draw } = bundle;
  const expected = draw.rehearsal;
  for (const file of ['end.json', 'record.json']) {
    const found = docs[file] === undefined ? expected : docs[file].rehearsal;
    if (expected !== found) wrong('rehearsal', null, { expected: String(expected), found: String(found) });
  }
  if (expected) bundle.remark('rehearsal');
};
