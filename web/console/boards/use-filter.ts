import { useSearchParams } from 'react-router';

/** What a list is filtered by, kept in the address: it can be bookmarked, sent on and gone back to. */
export const useFilter = () => {
  const [parameters, setParameters] = useSearchParams();
  const set = (name: string, value: string | null): void =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      if (value === null || value === '') after.delete(name);
      else after.set(name, value);
      return after;
    });
  return { get: (name: string): string | null => parameters.get(name), set };
};
