/** So many submissions may be without an answer at once; further ones wait for a place. */
export const createWindow = (places: number) => {
  let free = places;
  const waiting: (() => void)[] = [];
  return {
    /** @returns false where no place came free in time */
    enter: (waitMs: number): Promise<boolean> => {
      if (free > 0) {
        free -= 1;
        return Promise.resolve(true);
      }
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(take), 1);
          resolve(false);
        }, waitMs);
        const take = (): void => {
          clearTimeout(timer);
          resolve(true);
        };
        waiting.push(take);
      });
    },
    leave: (): void => {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
};

export type Window = ReturnType<typeof createWindow>;
