/** The key of a draw from the files of its bundle. */
import { prkOf, saltOf } from '../draw/prk.ts';
import type { Profile } from '../draw/profile.ts';
import type { AnnouncedDocuments } from './documents.ts';

type Given = Pick<AnnouncedDocuments, 'announcement.json' | 'sources.json' | 'one-time-code.json'>;

/** @throws RangeError when the one-time code is missing or not the one that was committed to */
export const keyOf = (announcementHash: string, documents: Given, profile: Profile): Uint8Array => {
  const { otc_commit } = documents['announcement.json'];
  const salt = saltOf(otc_commit, documents['one-time-code.json']?.secret, profile);
  return prkOf(announcementHash, documents['sources.json'], salt, profile);
};
