/** What the checks look at: the parsed documents of one bundle and, once it was needed, its roster. */
import type { Announcement } from '../draw/announcement.ts';
import { toHex } from '../draw/hash.ts';
import { type Profile, profileOf } from '../draw/profile.ts';
import type { Bundle } from './bundle.ts';
import type { Documents } from './documents.ts';
import { documentsOf, type Sheets } from './open-bundle.ts';
import { type RosterReading, readRoster } from './read-roster.ts';
import type { Shapes } from './shape.ts';
import type { Remark, Values, Wrong } from './words.ts';

export interface Evidence {
  readonly bundle: Bundle;
  readonly sheets: Sheets;
  readonly shapes: Shapes;
  readonly documents: Documents;
  readonly announcement: Announcement;
  readonly profile: Profile;
  /** H of the bytes of `announcement.json`. */
  readonly announcementHash: string;
  /** Key ids that the reader trusts, from somewhere else than the bundle. */
  readonly trusted: readonly string[];
  /** The roster, read once however often it is asked for. */
  readonly roster: () => Promise<RosterReading>;
}

/** What a check found: nothing, something wrong, or something that it cannot know. */
export type Finding = Wrong | { readonly remark: Remark } | null;

/** One check, once the documents are open. */
export type Check = (evidence: Evidence) => Finding | Promise<Finding>;

/** Makes the findings of one check. */
export const saying = (code: string) => ({
  wrong: (values: Values): Wrong => ({ code, case: null, values }),
  because: (reason: string, values: Values = {}): Wrong => ({ code, case: reason, values }),
  remark: (values: Values = {}): Finding => ({ remark: { code, values } }),
});

/** What a rule of the draw says against something, in its own Chinese words; null where it lets it pass. */
export const complaintOf = (rule: () => void): string | null => {
  try {
    rule();
    return null;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
};

/** The bytes of a file that is there. */
export const bytesOfSheet = ({ sheets }: Pick<Evidence, 'sheets'>, file: string): Uint8Array =>
  sheets.get(file)?.bytes ?? new Uint8Array(0);

/** H of a file's bytes, hex. */
export const hashOfSheet = (evidence: Pick<Evidence, 'sheets' | 'profile'>, file: string): string =>
  toHex(evidence.profile.digest(bytesOfSheet(evidence, file)));

/** @param sheets that passed the checks of `open-bundle.ts` */
export const evidenceOf = (
  bundle: Bundle,
  sheets: Sheets,
  shapes: Shapes,
  trusted: readonly string[],
  progress: (entries: number) => void,
): Evidence => {
  const documents = documentsOf(sheets);
  const announcement = documents['announcement.json'];
  const profile = profileOf(announcement.alg);
  const announcementHash = hashOfSheet({ sheets, profile }, 'announcement.json');
  let reading: Promise<RosterReading> | undefined;
  return {
    bundle,
    sheets,
    shapes,
    documents,
    announcement,
    profile,
    announcementHash,
    trusted,
    roster: () => {
      reading ??= readRoster({ bundle, documents, profile, announcementHash, progress });
      return reading;
    },
  };
};
