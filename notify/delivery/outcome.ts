interface Answered {
  readonly code: string;
  readonly answer: string;
}

interface Failed extends Answered {
  /** The message itself was wrong: no provider is to blame. */
  readonly isInvalid?: true;
  /** False where the failure says nothing of the provider's health, such as a number that does not exist. */
  readonly isProviderFault?: false;
}

/**
 * How one attempt ended, as the provider's answer tells.
 * temporary: not taken, may be tried again. permanent: not taken and never will be.
 * unknown: may have been taken; a person or a receipt decides, never a second sending by itself.
 */
export type Outcome =
  | (Answered & { readonly kind: 'sent'; readonly reference: string })
  | (Failed & { readonly kind: 'permanent' | 'unknown' })
  | (Failed & {
      readonly kind: 'temporary';
      /** The provider asks for rest (429): nothing should go to it for so long. */
      readonly retryAfterMs?: number;
    });
