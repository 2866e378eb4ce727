/** What is signed in a draw: short texts that name the kind of document, the draw and the document's hash. */
import type { Instant } from '../calendar/dates.ts';

export type SignedDocument = 'announcement' | 'receipt' | 'event';

/** `dr-1/<document>/<draw_id>/<hash>`, signed by operator, supervisor and witness. */
export const signedText = (document: SignedDocument, drawId: string, hash: string): string =>
  `dr-1/${document}/${drawId}/${hash}`;

/** What endorses an entry of the key log. @param entryHash SHA-256 of the entry's JCS without its endorsements */
export const endorsedText = (authorityId: string, entryHash: string): string =>
  `dr-1/key/${authorityId}/${entryHash}`;

/** The superior's countersignature of an announcement says when it was seen: the time is part of the signed text. */
export const countersignedText = (drawId: string, announcementHash: string, signedAt: string): string =>
  `dr-1/time/${drawId}/${announcementHash}/${signedAt}`;

/** An instant as it stands in signed documents: six fractional digits and `Z`, so that text order is time order. */
export const preciseInstant = (at: Instant): string => {
  const [seconds = '', fraction = ''] = at.replace(/Z$/, '').split('.');
  return `${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
};
