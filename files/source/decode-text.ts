import { UnreadablePlan } from '../../domain/plan/import/source.ts';

/** Tried in this order; GB 18030 includes GBK and GB 2312, which Chinese Excel still writes. */
const ENCODINGS = ['utf-8', 'gb18030'] as const;

const utf16Of = (bytes: Buffer): string | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return null;
};

/** Text of a file in UTF-8, UTF-16 with its mark, or GB 18030. @throws UnreadablePlan on anything that is no text. */
export const decodeText = (bytes: Buffer): string => {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return utf16;
  if (bytes.includes(0)) throw new UnreadablePlan('内容不是文本，文件可能已损坏或扩展名不对。');
  for (const encoding of ENCODINGS) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // not this encoding: the next one is tried
    }
  }
  throw new UnreadablePlan('文字编码无法识别，请另存为 UTF-8 编码后重试。');
};
