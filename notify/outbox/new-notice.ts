import type { Instant, IsoDate } from '../../domain/calendar/dates.ts';
import type { MessageLane, NoticeCode, NoticeParams } from '../../domain/notice/catalog.ts';
import type { MessageCategory } from '../../domain/notice/categories.ts';

export type Channel = 'email' | 'sms';

export interface Recipient {
  readonly kind: 'officer' | 'unit';
  readonly id: string;
  /** Stands in the salutation (称谓); never logged. */
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

interface NoticeOf<C extends NoticeCode> {
  readonly authorityId: string;
  /** What the notice is about: 'cycle', 'task', 'order' … and its id. */
  readonly subjectKind: string;
  readonly subjectId: string;
  /** With subject, deadline, recipient and channel the key of the message: one stage is told once. */
  readonly stage: string;
  readonly dueOn: IsoDate | null;
  readonly deadlineVersion: number | null;
  readonly code: C;
  readonly params: NoticeParams<C>;
  readonly recipient: Recipient;
  readonly channels: readonly Channel[];
  /** @default that of its code; a rung of a ladder that goes beyond who owes is an escalation */
  readonly category?: MessageCategory | undefined;
  /** @default the authority's own wording in force, or the shipped one */
  readonly textVersion?: number | undefined;
  /** @default 'normal' */
  readonly lane?: MessageLane | undefined;
  /** Business time of the step that causes the notice. */
  readonly at: Instant;
  /** Business time from which the notice is worth nothing; it is then marked expired and not sent. */
  readonly expiresAt?: Instant | null | undefined;
}

/** One notice to one recipient; its `params` are those the catalogue names for its `code`. */
export type NewNotice = { [C in NoticeCode]: NoticeOf<C> }[NoticeCode];
