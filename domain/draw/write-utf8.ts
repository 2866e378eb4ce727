const encoder = new TextEncoder();

/** A UTF-16 unit takes at most three bytes of UTF-8. */
export const BYTES_PER_UNIT = 3;

/**
 * Writes a text's UTF-8 into a buffer with room for it. Codes are short and plain: a call of the encoder costs ten times
 * what it takes to copy one.
 *
 * @returns the place behind the last byte
 */
export const writeUtf8 = (text: string, buffer: Uint8Array, from: number): number => {
  const { length } = text;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return from + encoder.encodeInto(text, buffer.subarray(from)).written;
    buffer[from + at] = code;
  }
  return from + length;
};
