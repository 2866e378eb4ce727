/**
 * Makes many short texts of bytes at once. A call of the decoder for each takes five times as long; as parts of one long
 * text they would keep it alive, and be slower to read.
 */
const FIRST_ROOM = 1 << 16;
const [OPEN, CLOSE, COMMA, QUOTE, BACKSLASH] = [0x5b, 0x5d, 0x2c, 0x22, 0x5c];
/** A bracket or comma, two quotes, and the bracket at the end. */
const ROOM_BESIDE = 4;
const decoder = new TextDecoder();

export const textList = () => {
  let list = new Uint8Array(FIRST_ROOM);
  let used = 0;
  return {
    /** Bytes `from` to `to`, the last not among them: UTF-8 without control characters. */
    add: (bytes: Uint8Array, from: number, to: number): void => {
      const most = used + 2 * (to - from) + ROOM_BESIDE;
      if (most > list.length) {
        const larger = new Uint8Array(2 * most);
        larger.set(list);
        list = larger;
      }
      const into = list;
      let end = used;
      into[end] = end === 0 ? OPEN : COMMA;
      into[end + 1] = QUOTE;
      end += 2;
      for (let at = from; at < to; at += 1) {
        const byte = bytes[at] as number;
        if (byte === QUOTE || byte === BACKSLASH) {
          into[end] = BACKSLASH;
          end += 1;
        }
        into[end] = byte;
        end += 1;
      }
      into[end] = QUOTE;
      used = end + 1;
    },
    texts: (): string[] => {
      if (used === 0) return [];
      list[used] = CLOSE;
      return JSON.parse(decoder.decode(list.subarray(0, used + 1))) as string[];
    },
  };
};
