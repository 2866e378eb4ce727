/** Bytes, hex digits, and the byte order in which DR-1 sorts texts. */

const encoder = new TextEncoder();

export const utf8 = (text) => encoder.encode(text);

/** @returns the text, or null when the bytes are not UTF-8; a byte order mark is kept as a character like any other */
export const textOf = (bytes) => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};

const HEX_PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export const toHex = (bytes) => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 1) text += HEX_PAIRS[bytes[i]];
  return text;
};

/** @param text an even number of hex digits */
export const fromHex = (text) => {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
};

export const joinBytes = (...parts) => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

export const compareBytes = (a, b) => {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
};

const NOT_ASCII = /[\u0080-\uffff]/;

/** Order of the UTF-8 bytes; for plain ASCII it is that of JavaScript itself, which is quicker. */
export const compareTexts = (a, b) => {
  if (NOT_ASCII.test(a) || NOT_ASCII.test(b)) return compareBytes(utf8(a), utf8(b));
  return a < b ? -1 : a > b ? 1 : 0;
};

export const sortedTexts = (texts) => [...texts].sort(compareTexts);
