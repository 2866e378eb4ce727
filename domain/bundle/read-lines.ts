/** Reads a file line by line, a batch at a time: memory holds one piece of it. */

/**
 * Lines without their LF. What stands after the last LF is no line: it is given to `rest`.
 *
 * @throws TypeError when the bytes are not UTF-8
 */
export async function* linesOf(
  pieces: AsyncIterable<Uint8Array>,
  seen: (piece: Uint8Array) => void,
  rest: (text: string) => void,
): AsyncGenerator<readonly string[]> {
  // A byte order mark is a character like any other here: a file that begins with one is not canonical.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let open = '';
  for await (const piece of pieces) {
    seen(piece);
    const lines = (open + decoder.decode(piece, { stream: true })).split('\n');
    open = lines.pop() ?? '';
    if (lines.length > 0) yield lines;
  }
  rest(open + decoder.decode());
}
