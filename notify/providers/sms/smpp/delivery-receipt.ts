import type { Receipt } from '../../receipt.ts';
import { instantOf } from '../beijing-time.ts';
import { isNoSuchNumber } from '../carrier-codes.ts';
import { nationalNumber } from '../mobile-number.ts';
import type { Pdu } from './smpp-library.ts';

/** How a centre writes message ids: as they are, or as numbers in one of two bases. */
export type IdFormat = 'text' | 'hex' | 'dec';

/** One writing for an id that a centre answers in one base and reports in another. */
export const canonicalId = (id: string, format: IdFormat): string => {
  const text = id.trim().replace(/\s+/g, '_');
  if (format === 'hex' && /^[0-9a-f]+$/i.test(text)) return BigInt(`0x${text}`).toString();
  if (format === 'dec' && /^\d+$/.test(text)) return BigInt(text).toString();
  return text;
};

/** esm_class bits of a message's type: 0 where it is somebody's SMS to us. */
const TYPE_BITS = 0x3c;

const STATES: Readonly<Record<string, Receipt['state']>> = {
  DELIVRD: 'delivered',
  ENROUTE: 'accepted',
  ACCEPTD: 'accepted',
  // The centre does not know: that decides nothing.
  UNKNOWN: 'accepted',
};
const NAMES = ['', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD'];

export interface ReceiptFormat {
  readonly ids: IdFormat;
  readonly badNumberCodes: readonly string[];
}

/**
 * Reads a deliver_sm that is a delivery receipt (SMPP 3.4, appendix B): by its optional fields where they are there,
 * else by its text `id:… sub:… dlvrd:… submit date:… done date:… stat:… err:…`.
 * @returns null where it is none
 */
export const receiptOf = (pdu: Pdu, { ids, badNumberCodes }: ReceiptFormat): Receipt | null => {
  const text = wordsOf(pdu.short_message) || wordsOf(pdu.message_payload);
  const isReceipt = ((pdu.esm_class ?? 0) & TYPE_BITS) !== 0;
  const field = (name: string) => new RegExp(`(?:^|\\s)${name}:(\\S*)`, 'i').exec(text)?.[1] ?? '';
  const id = pdu.receipted_message_id || field('id');
  const code = field('stat').toUpperCase() || (NAMES[pdu.message_state ?? 0] ?? '');
  if (id === '' || code === '' || (!isReceipt && field('stat') === '')) return null;
  const error = field('err');
  const state = STATES[code] ?? 'failed';
  const isBad = [code, error].some((one) => isNoSuchNumber(one, badNumberCodes));
  return {
    ...{ reference: canonicalId(id, ids), state, code, way: 'push' },
    address: nationalNumber(pdu.source_addr ?? ''),
    reportedAt: doneDate(field('done date')),
    ...(/^0*$/.test(error) ? {} : { note: `err:${error}` }),
    ...(state === 'failed' && isBad ? { isBadAddress: true as const } : {}),
  };
};

/** `YYMMDDhhmm[ss]`, in the centre's time, which is China's. */
const doneDate = (text: string): string | undefined =>
  /^\d{10}(\d\d)?$/.test(text) ? instantOf(`20${text.padEnd(12, '0')}`) : undefined;

const wordsOf = (message: Pdu['short_message']): string => {
  if (message === undefined || Buffer.isBuffer(message)) return message?.toString('latin1') ?? '';
  return Buffer.isBuffer(message.message) ? message.message.toString('latin1') : message.message;
};
