/** As much of DER (X.690) as a time-stamp needs: definite lengths, one-byte tags, nothing mended. */

export interface DerNode {
  readonly tag: number;
  readonly content: Uint8Array;
}

const LONG_FORM = 0x80;
const MOST_LENGTH_BYTES = 4;
const CONSTRUCTED = 0x20;

const fail = (why: string): never => {
  throw new RangeError(`时间戳不是有效的DER编码：${why}。`);
};

const byteAt = (bytes: Uint8Array, index: number): number => bytes[index] ?? fail('内容不完整');

/** The first node of the bytes, and what follows it. @throws RangeError (Chinese) */
const readNode = (bytes: Uint8Array): { readonly node: DerNode; readonly rest: Uint8Array } => {
  const tag = byteAt(bytes, 0);
  const first = byteAt(bytes, 1);
  let length = first;
  let start = 2;
  if (first >= LONG_FORM) {
    const count = first - LONG_FORM;
    if (count === 0 || count > MOST_LENGTH_BYTES) fail('长度无效');
    length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + byteAt(bytes, 2 + index);
    start += count;
  }
  const end = start + length;
  if (end > bytes.length) fail('内容不完整');
  return { node: { tag, content: bytes.subarray(start, end) }, rest: bytes.subarray(end) };
};

/** Bytes that are exactly one node. @throws RangeError (Chinese) */
export const readDer = (bytes: Uint8Array): DerNode => {
  const { node, rest } = readNode(bytes);
  if (rest.length > 0) fail('末尾有多余内容');
  return node;
};

/** @throws RangeError (Chinese) for a node without children */
export const childrenOf = ({ tag, content }: DerNode): readonly DerNode[] => {
  if ((tag & CONSTRUCTED) === 0) fail('结构不符');
  const children: DerNode[] = [];
  for (let left = content; left.length > 0; ) {
    const { node, rest } = readNode(left);
    children.push(node);
    left = rest;
  }
  return children;
};

/** @throws RangeError (Chinese) where the child is missing or of another kind */
export const childOf = (node: DerNode, index: number, tag: number): DerNode => {
  const child = childrenOf(node)[index];
  return child?.tag === tag ? child : fail('结构不符');
};

/** `1.2.840…` @throws RangeError (Chinese) */
export const objectId = ({ content }: DerNode): string => {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const first = arcs[0] ?? fail('对象标识为空');
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...arcs.slice(1)].join('.');
};
