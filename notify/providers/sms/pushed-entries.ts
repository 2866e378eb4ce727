import { BadReceipt, type Receipt } from '../receipt.ts';

type Entry = Readonly<Record<string, unknown>>;

/** The objects of a pushed JSON list; a single object counts as a list of one. @throws BadReceipt */
export const entriesOf = (body: string): Entry[] => {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new BadReceipt('the body is not JSON');
  }
  const list = Array.isArray(value) ? value : [value];
  if (!list.every((entry) => typeof entry === 'object' && entry !== null))
    throw new BadReceipt('the body is not a list of objects');
  return list as Entry[];
};

/** Reads each entry for itself, so that a bad one takes none of the others with it. */
export const readEntries = (
  entries: readonly Entry[],
  read: (entry: Entry) => Receipt | null,
): { receipts: Receipt[]; problems: string[] } => {
  const receipts: Receipt[] = [];
  const problems: string[] = [];
  for (const [at, entry] of entries.entries()) {
    try {
      const receipt = read(entry);
      if (receipt !== null) receipts.push(receipt);
    } catch (error) {
      if (!(error instanceof BadReceipt)) throw error;
      problems.push(`entry ${at + 1}: ${error.message}`);
    }
  }
  return { receipts, problems };
};
