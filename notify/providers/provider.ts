import type { Outcome } from '../delivery/outcome.ts';

export interface OutgoingEmail {
  /** Of our outbox; the mail's Message-ID derives from it. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface OutgoingSms {
  /** Of our outbox; goes to the provider as the key by which it can tell a repetition. */
  readonly messageId: string;
  readonly to: string;
  /** Whole, with the signature 【…】 in front. */
  readonly text: string;
}

interface Provider<Outgoing> {
  readonly name: string;
  /** Answers within its own time limit and never throws for what the other side does. */
  send(message: Outgoing): Promise<Outcome>;
  close(): Promise<void>;
}

export type EmailProvider = Provider<OutgoingEmail>;
export type SmsProvider = Provider<OutgoingSms>;
