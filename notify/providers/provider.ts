import type { Outcome } from '../delivery/outcome.ts';

interface Outgoing {
  /**
   * Business time (业务时间) of a rehearsal's message, which has nothing to do with the wall clock that sends it; null
   * for a live one. RFC 3339.
   */
  readonly businessAt: string | null;
}

export interface OutgoingEmail extends Outgoing {
  /** Of our outbox; the mail's Message-ID derives from it. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface OutgoingSms extends Outgoing {
  /** Of our outbox; goes to the provider as the key by which it can tell a repetition. */
  readonly messageId: string;
  readonly to: string;
  /** Whole, with the signature 【…】 in front. */
  readonly text: string;
}

interface Provider<Message> {
  readonly name: string;
  /** Answers within its own time limit and never throws for what the other side does. */
  send(message: Message): Promise<Outcome>;
  close(): Promise<void>;
}

export type EmailProvider = Provider<OutgoingEmail>;
export type SmsProvider = Provider<OutgoingSms>;
