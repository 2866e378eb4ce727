/**
 * The canonical text (`write-canonical.ts`) as UTF-8 through one buffer, for records of a hundred megabytes: nothing is
 * made of a member but its bytes. As texts, its parts would keep the collector busier than the hash is.
 */
import { sortedKeys, writeString } from './write-canonical.ts';
import { BYTES_PER_UNIT, writeUtf8 } from './write-utf8.ts';

const BUFFER_BYTES = 1 << 14;
const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

export interface CanonicalStream {
  /** Writes a value. @returns false where it is refused; part of it may have been written */
  write(value: unknown): boolean;
  /** Gives away what is still in the buffer. */
  end(): void;
}

/** @param take must not keep what it gets: it is written over */
export const canonicalStream = (take: (bytes: Uint8Array) => void): CanonicalStream => {
  let buffer = new Uint8Array(BUFFER_BYTES);
  let used = 0;

  const end = (): void => {
    if (used > 0) take(buffer.subarray(0, used));
    used = 0;
  };
  const makeRoom = (bytes: number): void => {
    if (used + bytes <= buffer.length) return;
    end();
    if (bytes > buffer.length) buffer = new Uint8Array(bytes);
  };
  const writeByte = (byte: number): void => {
    if (used === buffer.length) end();
    buffer[used] = byte;
    used += 1;
  };
  const writeText = (text: string): void => {
    makeRoom(BYTES_PER_UNIT * text.length);
    used = writeUtf8(text, buffer, used);
  };

  /** Plain text is copied as it is looked at; any other goes the way of `writeString`. */
  const writeQuoted = (text: string): boolean => {
    const { length } = text;
    makeRoom(length + 2);
    const into = buffer;
    let at = used;
    into[at] = QUOTE;
    at += 1;
    for (let place = 0; place < length; place += 1) {
      const unit = text.charCodeAt(place);
      if (unit < 0x20 || unit > 0x7e || unit === QUOTE || unit === BACKSLASH) {
        const written = writeString(text);
        if (written !== null) writeText(written);
        return written !== null;
      }
      into[at] = unit;
      at += 1;
    }
    into[at] = QUOTE;
    used = at + 1;
    return true;
  };

  const writeList = (list: readonly unknown[]): boolean => {
    writeByte(OPEN_LIST);
    for (let at = 0; at < list.length; at += 1) {
      if (at > 0) writeByte(COMMA);
      if (!write(list[at])) return false;
    }
    writeByte(CLOSE_LIST);
    return true;
  };

  const writeMember = (key: string, member: unknown): boolean => {
    if (!writeQuoted(key)) return false;
    writeByte(COLON);
    return write(member);
  };
  const writeObject = (members: Readonly<Record<string, unknown>>): boolean => {
    const keys = sortedKeys(members);
    let before = OPEN_OBJECT;
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at] as string;
      const member = members[key];
      if (member === undefined) continue;
      writeByte(before);
      if (!writeMember(key, member)) return false;
      before = COMMA;
    }
    if (before === OPEN_OBJECT) writeByte(OPEN_OBJECT);
    writeByte(CLOSE_OBJECT);
    return true;
  };

  const write = (value: unknown): boolean => {
    if (typeof value === 'string') return writeQuoted(value);
    if (typeof value === 'object' && value !== null)
      return Array.isArray(value)
        ? writeList(value)
        : writeObject(value as Readonly<Record<string, unknown>>);
    if (
      typeof value === 'number' ? !Number.isSafeInteger(value) : value !== null && typeof value !== 'boolean'
    )
      return false;
    writeText(String(value));
    return true;
  };

  return { write, end };
};
