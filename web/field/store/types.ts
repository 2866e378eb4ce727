import type { FieldVisits, VisitRecord } from '../../../api/resources/task/field-schema.ts';

export type Visit = FieldVisits['visits'][number];
export type ChecklistLine = FieldVisits['checklist'][number];
export type AnswerValue = VisitRecord['signed']['answers'][number]['answer'];
export type Measure = VisitRecord['signed']['findings'][number]['measure'];
export type Place = NonNullable<VisitRecord['entry']['place']>;
export type Entry = VisitRecord['entry'];
/** What both sides sign. */
export type Signed = VisitRecord['signed'];

/** What every visit shares, as the server said it last. */
export type Common = Omit<FieldVisits, 'visits'>;

export interface Answer {
  readonly answer: AnswerValue;
  readonly note: string;
}

export interface Finding {
  readonly key: string;
  readonly itemId: string;
  readonly text: string;
  readonly article: string;
  /** Null until it is chosen: nothing is preset. */
  readonly measure: Measure | null;
  /** Working days from the day of the visit, for `correct-by-date`. */
  readonly days: number | null;
  readonly dueOn: string | null;
}

export interface Signature {
  readonly fileId: string;
  readonly sha256: string;
  readonly at: string;
}

/** Why a visit is this person's no longer, and what it takes to read his draft of it, as the server said both. */
export interface Lost {
  /** 已取消, 已更换对象, 已改派, 已办结 */
  readonly why: 'cancelled' | 'replaced' | 'reassigned' | 'over';
  readonly unit: Pick<Visit['unit'], 'name' | 'code'> | null;
  readonly team: Visit['team'];
  readonly lines: readonly ChecklistLine[];
}

/** One visit as it is on this phone: kept with every tap, sent when it is handed in. */
export interface Draft {
  readonly taskId: string;
  /** For when the visit is not on the phone any more; absent in drafts of before. */
  readonly unitName?: string;
  readonly changedAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly place: string;
  readonly entry: Entry | null;
  /** By officer; absent: not said yet. */
  readonly certificates: Readonly<Record<string, { readonly shown: boolean; readonly at: string }>>;
  readonly companion: { readonly name: string; readonly position: string };
  /** By `item#line`. */
  readonly answers: Readonly<Record<string, Answer>>;
  readonly findings: readonly Finding[];
  readonly codes: readonly string[];
  readonly remark: string;
  /** Canonical JSON of what the signatures stand under; they fall when the content changes. */
  readonly signedText: string | null;
  readonly inspectorSignatures: Readonly<Record<string, Signature>>;
  readonly unitSignature: (Signature & { readonly name: string }) | null;
  readonly refusal: { readonly reason: string; readonly witness: string; readonly at: string } | null;
  /** Handed in and locked; null while it may be changed. */
  readonly submittedAt: string | null;
  /** Only while the server gives him the task no longer, and once it has said why. */
  readonly lost?: Lost;
}

/** A photo or a signature with all that is known of it; it leaves the phone when the server has it. */
export interface StoredFile {
  readonly id: string;
  readonly taskId: string;
  readonly purpose: 'photo' | 'signature';
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: ArrayBuffer;
  readonly sha256: string;
  readonly takenAt: string;
  readonly place: Place | null;
  readonly note: string;
}

export type SendKind = 'file' | 'recordVisit' | 'visitRecord' | 'enterResult' | 'correctResult';

/** Waiting (等待发送), being sent (正在发送), refused (被退回), there (已送达), given up for the server's (以系统为准). */
export type SendState = 'waiting' | 'sending' | 'refused' | 'done' | 'dropped';

/** One thing to send: its id is chosen once, so that sending it again changes nothing. */
export interface QueueItem {
  readonly id: string;
  readonly taskId: string;
  readonly kind: SendKind;
  readonly title: string;
  /** Within its visit: files, visit, record, result. */
  readonly order: number;
  /** Of commands and records; a file is read from its store. */
  readonly body: object | null;
  readonly state: SendState;
  readonly tries: number;
  /** Why it was refused, in the server's words; or why it is still waiting. */
  readonly problem: { readonly code: string; readonly detail: string } | null;
  readonly createdAt: string;
}
