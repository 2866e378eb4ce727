/** Writes JCS (RFC 8785) in one pass; null instead of text that is not NFC, fractions and what is not JSON. */

export const LONE_SURROGATE = /\p{Surrogate}/u;

/** Stands in JSON as it is, and is NFC. */
const PLAIN_IN_JSON = /^[ !#-[\]-~]*$/;

/** RFC 8785 section 3.2.2.2 is JSON's own escaping; null for text that is refused. */
export const writeString = (text: string): string | null => {
  if (PLAIN_IN_JSON.test(text)) return `"${text}"`;
  return LONE_SURROGATE.test(text) || text !== text.normalize('NFC') ? null : JSON.stringify(text);
};

/** Members in the order of their UTF-16 units (section 3.2.3), which is that of JavaScript's own sort. */
export const sortedKeys = (value: object): string[] => {
  const keys = Object.keys(value);
  for (let at = 1; at < keys.length; at += 1)
    if ((keys[at - 1] as string) > (keys[at] as string)) return keys.sort();
  return keys;
};

const writeObject = (value: Readonly<Record<string, unknown>>): string | null => {
  let text = '';
  for (const key of sortedKeys(value)) {
    const member = value[key];
    if (member === undefined) continue;
    const name = writeString(key);
    const written = writeCanonical(member);
    if (name === null || written === null) return null;
    text += text === '' ? `${name}:${written}` : `,${name}:${written}`;
  }
  return `{${text}}`;
};

const writeArray = (value: readonly unknown[]): string | null => {
  let text = '';
  for (const [index, element] of value.entries()) {
    const written = writeCanonical(element);
    if (written === null) return null;
    text += index === 0 ? written : `,${written}`;
  }
  return `[${text}]`;
};

export const writeCanonical = (value: unknown): string | null => {
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return writeArray(value);
  return typeof value === 'object' ? writeObject(value as Readonly<Record<string, unknown>>) : null;
};
