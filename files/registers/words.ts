/** The word of the file for a value of ours. */
export const wordOf = <Value>(words: Readonly<Record<string, Value>>, value: Value): string =>
  Object.entries(words).find(([, known]) => known === value)?.[0] ?? String(value);
