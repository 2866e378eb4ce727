/**
 * Whether somebody else can prove when an announcement was published (`draw.md` section 5): a copy that lies elsewhere
 * shows what was announced, and by its owner's word alone when.
 */
export const isTimeProven = (proofs: readonly { readonly kind: string }[]): boolean =>
  proofs.some(({ kind }) => kind !== 'outside-copy');
