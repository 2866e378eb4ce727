/** Canonical JSON (JCS, RFC 8785) of what DR-1 hashes: texts in NFC, whole numbers only. */
import { textOf, utf8 } from './bytes.js';

const LONE_SURROGATE = /\p{Surrogate}/u;
const NOT_ASCII_TEXT = /[\u0080-\uffff]/;

const isCanonicalString = (text) =>
  !NOT_ASCII_TEXT.test(text) || (!LONE_SURROGATE.test(text) && text === text.normalize('NFC'));

/** @returns whether only NFC texts and whole numbers occur */
const isHashable = (value) => {
  if (typeof value === 'string') return isCanonicalString(value);
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (Array.isArray(value)) return value.every(isHashable);
  if (typeof value !== 'object' || value === null) return true;
  return Object.keys(value).every((name) => isCanonicalString(name) && isHashable(value[name]));
};

/** Member names ascend by UTF-16 units, which is what JavaScript's own sort does. */
export const canonicalText = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalText(value[name])}`);
  return `{${members.join(',')}}`;
};

export const canonicalBytes = (value) => utf8(canonicalText(value));

/** @returns {value} of the canonical bytes, or {fault}: what they are not */
export const readCanonical = (bytes) => {
  const text = textOf(bytes);
  if (text === null) return { fault: 'not-text' };
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'not-json' };
  }
  return isHashable(value) && canonicalText(value) === text ? { value } : { fault: 'not-canonical' };
};
