/** Everything that the printed papers of a draw (抽取公告、抽取记录) are made of. */
import type { ProvenSource } from '../bundle/documents.ts';
import type { Announcement } from '../draw/announcement.ts';
import type { Exclusion } from '../draw/commitments.ts';
import type { UnitKey } from '../draw/labels.ts';
import type { DrawRecord } from '../draw/record.ts';
import type { DrawEvent } from '../keys/draw-event.ts';
import type { KeyEntry } from '../keys/key-log.ts';
import type { DrawSignature, Receipt, TimeProof } from '../keys/receipt.ts';

/** Names that only the authority's own registers know; all empty for a paper made from a bundle. */
export interface PaperNames {
  /** A person is never named here: its salted hash is all a paper shows. */
  readonly units: ReadonlyMap<UnitKey, string>;
  /** Inspectors and those who read and typed dice, by the code that each has in this draw. */
  readonly people: ReadonlyMap<string, string>;
  /** What a plan row inspects, by its number. */
  readonly rows: ReadonlyMap<number, string>;
  /** By key id: who signed with it. */
  readonly signers: ReadonlyMap<string, string>;
  /** Who gave the witness's word. */
  readonly witness: string | null;
  /** `2021年第一周期`. */
  readonly cycle: string | null;
  /** Title and number of the plan. */
  readonly plan: string | null;
  /** What further units are drawn for (扩大抽查); null of any other draw, and where only its evidence is known. */
  readonly enlargement: {
    readonly rowNumber: string;
    readonly additional: number;
    readonly reason: string;
  } | null;
}

export const NO_NAMES: PaperNames = {
  units: new Map(),
  people: new Map(),
  rows: new Map(),
  signers: new Map(),
  witness: null,
  cycle: null,
  plan: null,
  enlargement: null,
};

export interface DrawPapers {
  readonly announcement: Announcement;
  readonly announcementSignatures: readonly DrawSignature[];
  readonly timeProofs: readonly TimeProof[];
  readonly keys: readonly KeyEntry[];
  readonly exclusions: readonly Exclusion[];
  /** Null before there is a result. */
  readonly record: DrawRecord | null;
  readonly sources: readonly ProvenSource[];
  readonly receipt: Receipt | null;
  readonly receiptSignatures: readonly DrawSignature[];
  readonly events: readonly DrawEvent[];
  /** Whether the one-time code (一次性密码) is public: until then no paper shows who was drawn. */
  readonly revealed: boolean;
  /** Why the draw is void or drew nothing; null otherwise. */
  readonly endReason: string | null;
  /** For the file, with names of people, or for everyone. */
  readonly copy: 'filed' | 'public';
  readonly names: PaperNames;
  /** Address where everyone can check the draw; null where none is known. */
  readonly verifyAt: string | null;
}

/** What is drawn besides, and why; nothing of any other draw. */
export const enlargementText = ({ names: { enlargement } }: DrawPapers): string | null =>
  enlargement === null
    ? null
    : `计划行${enlargement.rowNumber}增抽${enlargement.additional}个检查对象，理由：${enlargement.reason}`;

/**
 * The copy that anyone may see (公开件): a person's code stands beside conflicts and leave in the public lists, so a
 * paper that names people is for the file alone (存档件).
 */
export const publicCopy = (papers: DrawPapers): DrawPapers => ({
  ...papers,
  copy: 'public',
  names: { ...papers.names, people: new Map(), signers: new Map(), witness: null },
});

/** Whether the list of drawn units may stand on paper. */
export const mayList = ({ announcement, revealed }: DrawPapers): boolean =>
  announcement.otc_commit === 'none' || revealed;
