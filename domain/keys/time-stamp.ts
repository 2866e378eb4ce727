/** What an RFC 3161 time-stamp says: which hash was seen, when. Who says it (the signature) is checked elsewhere. */
import { toHex } from '../draw/hash.ts';
import { childOf, childrenOf, type DerNode, objectId, readDer } from './der.ts';

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const OCTETS = 0x04;
const OBJECT_ID = 0x06;
const GENERALIZED_TIME = 0x18;
const EXPLICIT_0 = 0xa0;

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const HASHES: Readonly<Record<string, TimeStampHash>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
export type TimeStampHash = 'sha256' | 'sha384' | 'sha512';

export interface TimeStamp {
  readonly hash: TimeStampHash;
  /** Hash of the bytes that were stamped, hex. */
  readonly imprint: string;
  /** RFC 3339 UTC with six fractional digits. */
  readonly at: string;
  readonly serial: string;
  /** DER of the token, without the status that a response carries. */
  readonly token: Uint8Array;
}

const fail = (why: string): never => {
  throw new RangeError(`时间戳无法采用：${why}。`);
};

const GRANTED: readonly number[] = [0, 1];

/** A response carries its status before the token; a bare token begins with what it is. */
const tokenOf = (whole: DerNode): DerNode => {
  const [first, token] = childrenOf(whole);
  if (first?.tag === OBJECT_ID) return whole;
  const status = first === undefined ? undefined : childOf(first, 0, INTEGER).content.at(-1);
  if (status === undefined || !GRANTED.includes(status)) fail('时间戳服务拒绝了请求');
  return token ?? fail('没有时间戳');
};

/** `20210107020304.5Z` as RFC 3339. */
const instantOf = ({ content }: DerNode): string => {
  const text = new TextDecoder().decode(content);
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,6}))?Z$/.exec(text);
  if (match === null) return fail(`时间“${text}”无效`);
  const [, year, month, day, hour, minute, second, fraction = ''] = match;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(6, '0')}Z`;
};

const encode = ({ tag, content }: DerNode): Uint8Array => {
  const length: number[] = [];
  for (let left = content.length; left > 0; left = Math.floor(left / 256)) length.unshift(left % 256);
  const head = content.length < 0x80 ? [tag, content.length] : [tag, 0x80 + length.length, ...length];
  return Uint8Array.from([...head, ...content]);
};

/** @param bytes DER of a TimeStampResp or of its token @throws RangeError (Chinese) on what is no time-stamp */
export const readTimeStamp = (bytes: Uint8Array): TimeStamp => {
  const token = tokenOf(readDer(bytes));
  if (objectId(childOf(token, 0, OBJECT_ID)) !== SIGNED_DATA) fail('不是签名的时间戳');
  const signed = childOf(childOf(token, 1, EXPLICIT_0), 0, SEQUENCE);
  childOf(signed, 1, SET);
  const wrapped = childOf(signed, 2, SEQUENCE);
  if (objectId(childOf(wrapped, 0, OBJECT_ID)) !== TST_INFO) fail('内容不是时间戳');
  const info = childOf(childOf(wrapped, 1, EXPLICIT_0), 0, OCTETS).content;
  const body = readDer(info);
  const imprint = childOf(body, 2, SEQUENCE);
  const algorithm = objectId(childOf(childOf(imprint, 0, SEQUENCE), 0, OBJECT_ID));
  return {
    hash: HASHES[algorithm] ?? fail(`不认识的摘要算法 ${algorithm}`),
    imprint: toHex(childOf(imprint, 1, OCTETS).content),
    serial: toHex(childOf(body, 3, INTEGER).content),
    at: instantOf(childOf(body, 4, GENERALIZED_TIME)),
    token: encode(token),
  };
};
