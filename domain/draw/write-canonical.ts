/** Writes JCS (RFC 8785) in one pass; null instead of text that is not NFC, fractions and what is not JSON. */

export const LONE_SURROGATE = /\p{Surrogate}/u;

/** Stands in JSON as it is, and is NFC. */
const PLAIN_IN_JSON = /^[ !#-[\]-~]*$/;

/** RFC 8785 section 3.2.2.2 is JSON's own escaping; null for text that is refused. */
const writeString = (text: string): string | null => {
  if (PLAIN_IN_JSON.test(text)) return `"${text}"`;
  return LONE_SURROGATE.test(text) || text !== text.normalize('NFC') ? null : JSON.stringify(text);
};

/** Members in the order of their UTF-16 units (section 3.2.3), which is that of JavaScript's own sort. */
const sortedKeys = (value: object): string[] => {
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

/** So many levels are taken apart; what lies below is small: one place of an order, one visit of a record. */
const LEVELS = 4;

const joined = (before: string, written: string | null): string | null =>
  written === null ? null : before + written;

/** A member with what stands before it: whole on the last level, where a generator each would take longer than it all. */
function* memberParts(before: string, member: unknown, levels: number): Generator<string | null> {
  yield before;
  yield* canonicalParts(member, levels);
}

/** The same text in parts, for records of megabytes. */
export function* canonicalParts(value: unknown, levels = LEVELS): Generator<string | null> {
  if (levels === 0 || typeof value !== 'object' || value === null) {
    yield writeCanonical(value);
    return;
  }
  const isLast = levels === 1;
  if (Array.isArray(value)) {
    let before = '[';
    for (const element of value) {
      if (isLast) yield joined(before, writeCanonical(element));
      else yield* memberParts(before, element, levels - 1);
      before = ',';
    }
    yield before === ',' ? ']' : '[]';
    return;
  }
  let before = '{';
  const members = value as Readonly<Record<string, unknown>>;
  for (const key of sortedKeys(members)) {
    if (members[key] === undefined) continue;
    const name = writeString(key);
    if (name === null) yield null;
    else yield* memberParts(`${before}${name}:`, members[key], levels - 1);
    before = ',';
  }
  yield before === ',' ? '}' : '{}';
}
