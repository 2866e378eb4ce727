/** Watches a growing count, such as of what a receiver has taken, to tell afterwards how many came in its fullest second. */
const EVERY_MS = 50;
const SECOND_MS = 1_000;

export interface Arrivals {
  /** Most that came within a second, as seen from outside: what the watcher saw late counts to a later one. */
  fullestSecond(): number;
  stop(): void;
}

export const watchArrivals = (count: () => number): Arrivals => {
  const seen: { readonly at: number; readonly count: number }[] = [];
  const look = (): void => void seen.push({ at: performance.now(), count: count() });
  look();
  const timer = setInterval(look, EVERY_MS);
  return {
    fullestSecond: () => {
      let from = 0;
      let most = 0;
      for (const { at, count: known } of seen) {
        while (at - (seen[from]?.at ?? at) > SECOND_MS) from += 1;
        most = Math.max(most, known - (seen[from]?.count ?? known));
      }
      return most;
    },
    stop: () => clearInterval(timer),
  };
};
