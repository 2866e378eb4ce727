/** Does a piece of work for each entry, at most `limit` at once. @throws the first failure, after all have ended */
export const inParallel = async <T>(
  entries: readonly T[],
  limit: number,
  work: (entry: T) => Promise<void>,
): Promise<void> => {
  const waiting = entries.values();
  const failures: unknown[] = [];
  const hand = async (): Promise<void> => {
    for (const entry of waiting) {
      try {
        await work(entry);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, entries.length) }, hand));
  if (failures.length > 0) throw failures[0];
};
