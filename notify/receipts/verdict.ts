/** What one receipt contributes. */
export interface ReceiptState {
  readonly reference: string;
  readonly state: 'delivered' | 'failed' | 'accepted';
}

/** Stands in a list of references for a part that was never handed over. */
export const MISSING_PART = '-';

/** The references of a message's parts, as the message keeps them: separated by blanks. */
export const partsOf = (reference: string | null): readonly string[] =>
  reference === null || reference === '' ? [] : reference.split(' ');

/**
 * What all receipts of a message say together, whatever order they came in: delivered when every part is, failed as
 * soon as one part is and was not delivered by any other receipt. A part that was reported both ways counts as
 * delivered, because a handset does not give an SMS back.
 * @param parts references of the message's parts; fewer than two stand for the message as a whole
 * @returns null where nothing is decided yet
 */
export const verdictOf = (
  parts: readonly string[],
  receipts: readonly ReceiptState[],
): ReceiptState['state'] | null => {
  // Half a message was handed over: whatever becomes of that half, a person decides.
  if (receipts.length === 0 || parts.includes(MISSING_PART)) return null;
  const ofPart = (part: string) => receipts.filter(({ reference }) => reference === part);
  const verdicts =
    parts.length < 2 ? [partVerdict(receipts)] : parts.map((part) => partVerdict(ofPart(part)));
  if (verdicts.every((verdict) => verdict === 'delivered')) return 'delivered';
  if (verdicts.includes('failed')) return 'failed';
  return 'accepted';
};

const partVerdict = (receipts: readonly ReceiptState[]): ReceiptState['state'] | null => {
  const has = (state: ReceiptState['state']) => receipts.some((receipt) => receipt.state === state);
  if (has('delivered')) return 'delivered';
  if (has('failed')) return 'failed';
  return has('accepted') ? 'accepted' : null;
};
