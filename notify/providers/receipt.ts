/** What the recipient's side said of a message: of one part of it, where it went out in several. */
export interface Receipt {
  /** The provider's, as the answer to the sending gave it. */
  readonly reference: string;
  /** From 1. @default 1 */
  readonly part?: number | undefined;
  readonly state: 'delivered' | 'failed' | 'accepted';
  readonly code: string;
  readonly address?: string | undefined;
  /** Of our outbox, where the provider echoes it or was asked for this message; else the reference finds it. */
  readonly messageId?: string | undefined;
  /** Of our outbox, echoed as the name of a whole call: the message's own id if the message has this address. */
  readonly echoedId?: string | undefined;
  /** The address does not exist: nothing should be written to it any more. */
  readonly isBadAddress?: true;
  /** The provider's own time, RFC 3339. */
  readonly reportedAt?: string | undefined;
  readonly note?: string | undefined;
  readonly way: 'push' | 'pull' | 'bounce';
}

/** A message whose receipts are asked for. */
export interface AskedReceipt {
  readonly messageId: string;
  /** Empty where the sending never came to its end. */
  readonly reference: string;
  /** Messages that were handed over together with it, itself among them: one of them gave the call its name. */
  readonly companions: readonly string[];
  readonly address: string;
  readonly sentAt: Date;
}

/** What a provider posted to us. */
export interface PushRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly query: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export interface ReadPush {
  readonly receipts: readonly Receipt[];
  /** Entries of the push that could not be read: which field is wrong. The others are kept all the same. */
  readonly problems?: readonly string[];
  /** What the provider wants to read, so that it does not post the same again. */
  readonly answer: { readonly contentType: string; readonly body: string };
}

/** A push that cannot be read, answered with 400: says which field is wrong and never quotes a person's data. */
export class BadReceipt extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'BadReceipt';
  }
}
