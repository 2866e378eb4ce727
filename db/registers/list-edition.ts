/** An item as an edition of the list (清单版次) shows it, with its checklist. */
export interface ListedItem {
  readonly id: string;
  readonly name: string;
  readonly kind: 'general' | 'key';
  readonly unitCategory: string;
  readonly qualification: string | null;
  readonly legalBasis: string;
  readonly method: string;
  readonly sectionId: string | null;
  readonly lines: readonly { readonly part: string; readonly text: string; readonly legalBasis: string }[];
}
