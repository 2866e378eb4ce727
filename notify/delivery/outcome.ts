/** How one attempt ended, as the provider's answer tells. */
export type Outcome =
  | { readonly kind: 'sent'; readonly code: string; readonly answer: string; readonly reference: string }
  | {
      /**
       * temporary: not taken, may be tried again. permanent: not taken and never will be.
       * unknown: may have been taken; a person or a receipt decides, never a second sending by itself.
       */
      readonly kind: 'temporary' | 'permanent' | 'unknown';
      readonly code: string;
      readonly answer: string;
      /** The message itself was wrong: no provider is to blame. */
      readonly isInvalid?: true;
    };
