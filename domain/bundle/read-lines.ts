/** Reads a file line by line, a batch at a time: memory holds one piece of it. */

/** The bytes are not UTF-8. */
export class NotTextError extends Error {}

/** A byte order mark is a character like any other here: a file that begins with one is not canonical. */
const decoding = () => {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return (piece?: Uint8Array): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      throw new NotTextError('not UTF-8');
    }
  };
};

/**
 * Lines without their LF. What stands after the last LF is no line: it is given to `rest`.
 *
 * @throws NotTextError
 */
export async function* linesOf(
  pieces: AsyncIterable<Uint8Array>,
  seen: (piece: Uint8Array) => void,
  rest: (text: string) => void,
): AsyncGenerator<readonly string[]> {
  const decode = decoding();
  let open = '';
  for await (const piece of pieces) {
    seen(piece);
    const lines = (open + decode(piece)).split('\n');
    open = lines.pop() ?? '';
    if (lines.length > 0) yield lines;
  }
  rest(open + decode());
}
