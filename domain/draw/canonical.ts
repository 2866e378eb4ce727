/** Canonical bytes of what is hashed: JCS (RFC 8785) in UTF-8, NFC; what is not canonical is refused, never mended. */
import { canonicalStream } from './canonical-stream.ts';
import { toHex, utf8 } from './hash.ts';
import { SHA256_PROFILE, type StartHash } from './profile.ts';
import { LONE_SURROGATE, sortedKeys, writeCanonical, writeString } from './write-canonical.ts';

const refuse = (path: string, why: string): never => {
  throw new RangeError(`数据项“${path}”不能计入摘要：${why}`);
};

/** What every check below lets pass; nearly all codes, and a register has a million. */
const PLAIN = /^[\x21-\x7e]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
const CONTROL = /[\u0000-\u001f\u007f]/;

/** @throws RangeError (Chinese) unless the text is non-empty, trimmed, NFC and free of control characters */
export const assertText = (text: string, name: string): void => {
  if (PLAIN.test(text)) return;
  if (text === '') refuse(name, '不能为空。');
  if (text !== text.trim()) refuse(name, `“${text}”首尾有空格，请删去。`);
  if (LONE_SURROGATE.test(text) || text !== text.normalize('NFC'))
    refuse(name, `“${text}”不是NFC规范形式，请改用规范字符。`);
  if (CONTROL.test(text)) refuse(name, `“${text}”含控制字符，请删去。`);
};

const checkString = (text: string, path: string): void => {
  if (PLAIN.test(text)) return;
  if (LONE_SURROGATE.test(text)) refuse(path, '含不完整的字符。');
  if (text !== text.normalize('NFC')) refuse(path, `“${text}”不是NFC规范形式。`);
};

const check = (value: unknown, path: string): void => {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') {
    checkString(value, path);
    return;
  }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) refuse(path, `数值${value}不是整数。`);
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) check(element, `${path}[${index}]`);
    return;
  }
  if (typeof value !== 'object') refuse(path, `类型${typeof value}不是JSON。`);
  for (const [key, member] of Object.entries(value as object)) {
    checkString(key, path);
    if (member !== undefined) check(member, path === '' ? key : `${path}.${key}`);
  }
};

/** Says what of a value is refused, and where it stands. */
const refuseValue = (value: unknown): never => {
  check(value, '');
  return refuse('', '没有内容。');
};

/**
 * JCS text of a value. Members that are `undefined` are left out.
 *
 * @throws RangeError (Chinese, with the member's path) on text that is not NFC, fractions and what is not JSON
 */
export const canonicalJson = (value: unknown): string => writeCanonical(value) ?? refuseValue(value);

export const canonicalBytes = (value: unknown): Uint8Array => utf8(canonicalJson(value));

/** Takes the canonical text of an object's members as it goes by: in their order, each in one piece or more. */
export type TakeMember = (member: string, piece: Uint8Array) => void;

type Members = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * H of the canonical bytes of an object, lowercase hex.
 *
 * @param take must not keep the pieces: they are written over
 * @param apart members of which `take` is given the members, as `<member>.<its member>`
 * @throws RangeError as {@link canonicalJson} does
 */
export const hashMembers = (
  value: Members,
  start: StartHash,
  take: TakeMember = () => undefined,
  apart: readonly string[] = [],
): string => {
  const hash = start();
  let member = '';
  const stream = canonicalStream((piece) => {
    hash.update(piece);
    take(member, piece);
  });
  const write = (members: Members, path: string): void => {
    let before = '{';
    for (const key of sortedKeys(members)) {
      const its = members[key];
      if (its === undefined) continue;
      hash.update(utf8(`${before}${writeString(key) ?? refuseValue(value)}:`));
      before = ',';
      member = path + key;
      if (apart.includes(member) && isObject(its)) {
        write(its, `${member}.`);
        continue;
      }
      if (!stream.write(its)) refuseValue(value);
      stream.end();
    }
    hash.update(utf8(before === '{' ? '{}' : '}'));
  };
  write(value, '');
  return toHex(hash.digest());
};

/** H of the canonical bytes, lowercase hex; SHA-256 unless the profile of a draw says otherwise. */
export const canonicalHash = (
  value: unknown,
  { start }: { readonly start: StartHash } = SHA256_PROFILE,
): string => {
  const hash = start();
  const stream = canonicalStream((piece) => hash.update(piece));
  if (!stream.write(value)) return refuseValue(value);
  stream.end();
  return toHex(hash.digest());
};

/** UTF-8 byte order, which is code point order; JavaScript's own `<` compares UTF-16 units and differs above U+FFFF. */
export const compareUtf8 = (a: string, b: string): number => {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const xHigh = x >= 0xd800 && x <= 0xdfff;
      const yHigh = y >= 0xd800 && y <= 0xdfff;
      return xHigh === yHigh ? x - y : xHigh ? 1 : -1;
    }
  }
  return a.length - b.length;
};
