import { splitSms } from '../../../templates/segments.ts';

/** `message`: the parts carry a header that joins them. `payload`: one unit with the whole text in message_payload. */
export type Splitting = 'udh' | 'payload';

const UCS2 = 0x08;
/** esm_class: a user data header stands in front of the text. */
const WITH_HEADER = 0x40;

/** The fields of each submit_sm that together carry a text. @param reference the same in all parts, 0 to 255 */
export const submitsOf = (text: string, splitting: Splitting, reference: number): object[] => {
  const parts = splitSms(text);
  if (parts.length === 1) return [{ data_coding: UCS2, short_message: ucs2(text) }];
  if (splitting === 'payload')
    return [{ data_coding: UCS2, short_message: Buffer.alloc(0), message_payload: ucs2(text) }];
  return parts.map((part, at) => ({
    data_coding: UCS2,
    esm_class: WITH_HEADER,
    // Concatenation with an eight-bit reference (3GPP TS 23.040, 9.2.3.24.1): length, element, its length, …
    short_message: Buffer.concat([Buffer.from([5, 0, 3, reference, parts.length, at + 1]), ucs2(part)]),
  }));
};

/** Big-endian, as SMPP wants it. */
const ucs2 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
