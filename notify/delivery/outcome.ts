interface Answered {
  readonly code: string;
  readonly answer: string;
}

interface Failed extends Answered {
  /** The message itself was wrong: no provider is to blame. */
  readonly isInvalid?: true;
  /** False where the failure says nothing of the provider's health, such as a number that does not exist. */
  readonly isProviderFault?: false;
  /** The address does not exist: nothing should be written to it any more. */
  readonly isBadAddress?: true;
}

/**
 * How one attempt ended, as the provider's answer tells.
 * temporary: not taken, may be tried again. permanent: not taken and never will be.
 * unknown: may have been taken; a person or a receipt decides, never a second sending by itself.
 */
export type Outcome =
  | (Answered & { readonly kind: 'sent'; readonly reference: string })
  | (Failed & { readonly kind: 'permanent' })
  | (Failed & {
      readonly kind: 'unknown';
      /** Where receipts will come under, if the provider took it after all; known where we give it the name. */
      readonly reference?: string;
    })
  | (Failed & {
      readonly kind: 'temporary';
      /** The provider asks for rest (429): nothing should go to it for so long. */
      readonly retryAfterMs?: number;
      /** This message alone should come again in so long, instead of after the usual backing off. */
      readonly againInMs?: number;
    });
