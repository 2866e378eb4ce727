/** The outcome of a piece of work if it comes in time, else null; the work goes on. */
export const within = <T>(work: Promise<T>, milliseconds: number): Promise<T | null> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((settle) => {
    timer = setTimeout(() => settle(null), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};
