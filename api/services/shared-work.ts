/** Makes one piece of work of all that is asked for under one key while it is under way. */
export const sharedWork = (): (<T>(key: string, begin: () => Promise<T>) => Promise<T>) => {
  const underWay = new Map<string, Promise<unknown>>();
  return <T>(key: string, begin: () => Promise<T>): Promise<T> => {
    const known = underWay.get(key);
    if (known !== undefined) return known as Promise<T>;
    const work = begin().finally(() => underWay.delete(key));
    underWay.set(key, work);
    return work;
  };
};
