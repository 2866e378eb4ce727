const PAGE = 5_000;

/**
 * Everything that comes after a key, page by page, so that memory holds one page of a register of any length.
 * @param read the next rows in the order of their keys
 */
export async function* inPages<Row, Key>(
  first: Key,
  read: (after: Key, limit: number) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): AsyncGenerator<readonly Row[]> {
  for (let after = first; ; ) {
    const page = await read(after, PAGE);
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = keyOf(last);
  }
}
