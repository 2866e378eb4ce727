import type { Outcome } from '../delivery/outcome.ts';
import type { AskedReceipt, PushRequest, ReadPush, Receipt } from './receipt.ts';

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
  /** Where one click ends such mails (RFC 8058); only for those that the law lets a recipient refuse. */
  readonly unsubscribeUrl?: string | undefined;
}

export interface OutgoingSms extends Outgoing {
  /** Of our outbox; goes to the provider as the key by which it can tell a repetition. */
  readonly messageId: string;
  readonly to: string;
  /** Whole, with the signature 【…】 in front. */
  readonly text: string;
  /** For providers that send by filed templates (报备模板) instead of text. */
  readonly notice: {
    readonly code: string;
    readonly version: number;
    readonly audience: 'officer' | 'unit';
    readonly params: Readonly<Record<string, string>>;
  };
}

/** A way out of the house. One object lives as long as the process. */
export interface Provider<Message> {
  /** Of the installation's providers file: 'smtp-main', 'aliyun'. */
  readonly id: string;
  readonly kind: string;
  readonly channel: 'email' | 'sms';
  /** Messages of one notice and version that one call takes at most. */
  readonly batchSize: number;
  /**
   * Whether it may carry this message; without it, it carries all. A provider that sends by filed templates has none
   * for some notices: the choice passes it over.
   */
  accepts?(message: Message): boolean;
  /** One outcome per message, in order. Answers within its own time limit, never throws for what the other side does. */
  send(batch: readonly Message[]): Promise<readonly Outcome[]>;
  /** Asks for receipts, where the provider can be asked. */
  pullReceipts?(asked: readonly AskedReceipt[]): Promise<readonly Receipt[]>;
  /** Reads a pushed receipt. @throws BadReceipt where it is not one */
  readPush?(request: PushRequest): ReadPush;
  /** Last part of the address that its receipts are pushed to; without it none are taken. */
  readonly pushToken?: string | undefined;
  /**
   * Where receipts come over the connection that carries the messages: hands them to `take` from now on, and answers
   * the other side only when they are kept.
   */
  listen?(take: (receipts: readonly Receipt[]) => Promise<void>): void;
  close(): Promise<void>;
}

export type EmailProvider = Provider<OutgoingEmail>;
export type SmsProvider = Provider<OutgoingSms>;
