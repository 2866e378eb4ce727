/** What the checks look at: the parsed documents of one bundle and, once it was needed, its roster. */
import type { Announcement } from '../draw/announcement.ts';
import { toHex } from '../draw/hash.ts';
import { type Profile, profileOf, SHA256_PROFILE } from '../draw/profile.ts';
import { ANNOUNCEMENT_FILE, type Bundle, END_FILE, RECORD_FILE } from './bundle.ts';
import type { AnnouncedDocuments, AnyDocuments, Documents } from './documents.ts';
import { documentsOf, type Sheets } from './open-bundle.ts';
import { type RosterReading, readRoster } from './read-roster.ts';
import type { Shapes } from './shape.ts';
import type { Remark, Values, Wrong } from './words.ts';

/** What every bundle can be asked. */
export interface AnyEvidence {
  readonly bundle: Bundle;
  readonly sheets: Sheets;
  readonly shapes: Shapes;
  readonly documents: AnyDocuments;
  readonly profile: Profile;
  /** Key ids that the reader trusts, from somewhere else than the bundle. */
  readonly trusted: readonly string[];
  readonly draw: Pick<Announcement, 'bureau' | 'cycle' | 'draw_id' | 'draw_no' | 'rehearsal'>;
}

/** That of a draw that was announced. */
export interface AnnouncedEvidence extends AnyEvidence {
  readonly documents: AnnouncedDocuments;
  readonly announcement: Announcement;
  /** H of the bytes of `announcement.json`. */
  readonly announcementHash: string;
  /** The roster, read once however often it is asked for. */
  readonly roster: () => Promise<RosterReading>;
}

/** That of a draw with a result. */
export interface Evidence extends AnnouncedEvidence {
  readonly documents: Documents;
}

export const isAnnounced = (evidence: AnyEvidence): evidence is AnnouncedEvidence =>
  evidence.documents[ANNOUNCEMENT_FILE] !== undefined;

export const hasResult = (evidence: AnyEvidence): evidence is Evidence =>
  isAnnounced(evidence) && evidence.documents[RECORD_FILE] !== undefined;

/** What a check found: nothing, something wrong, or something that it cannot know. */
export type Finding = Wrong | { readonly remark: Remark } | null;

/** One check, once the documents are open: of a draw with a result, or of more. */
export type Check<E extends AnyEvidence = Evidence> = (evidence: E) => Finding | Promise<Finding>;

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
export const bytesOfSheet = ({ sheets }: Pick<AnyEvidence, 'sheets'>, file: string): Uint8Array =>
  sheets.get(file)?.bytes ?? new Uint8Array(0);

/** H of a file's bytes, hex. */
export const hashOfSheet = (evidence: Pick<AnyEvidence, 'sheets' | 'profile'>, file: string): string =>
  toHex(evidence.profile.digest(bytesOfSheet(evidence, file)));

interface Opening {
  readonly bundle: Bundle;
  readonly sheets: Sheets;
  readonly shapes: Shapes;
  readonly trusted: readonly string[];
  readonly progress: (entries: number) => void;
}

/** @throws Error where neither announcement nor end is there: the first check refuses such a bundle */
const drawOf = (documents: AnyDocuments): AnyEvidence['draw'] => {
  const named = documents[ANNOUNCEMENT_FILE] ?? documents[END_FILE];
  if (named === undefined) throw new Error('a bundle has an announcement or an end');
  return named;
};

/** @param opening sheets that passed the checks of `open-bundle.ts` */
export const evidenceOf = ({ progress, ...opening }: Opening): AnyEvidence => {
  const documents = documentsOf(opening.sheets);
  const announcement = documents[ANNOUNCEMENT_FILE];
  const profile = announcement === undefined ? SHA256_PROFILE : profileOf(announcement.alg);
  const common: AnyEvidence = { ...opening, documents, profile, draw: drawOf(documents) };
  if (announcement === undefined) return common;
  const announcementHash = hashOfSheet(common, ANNOUNCEMENT_FILE);
  let reading: Promise<RosterReading> | undefined;
  const announced: AnnouncedEvidence = {
    ...common,
    // The first check asks that all files of an announced draw are there.
    documents: documents as AnnouncedDocuments,
    announcement,
    announcementHash,
    roster: () => {
      reading ??= readRoster({
        bundle: opening.bundle,
        documents: announced.documents,
        profile,
        announcementHash,
        progress,
      });
      return reading;
    },
  };
  return announced;
};
