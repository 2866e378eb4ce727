import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/**
 * What a list is filtered by, kept in the address: it can be bookmarked, sent on and gone back to. A change starts from
 * the address as it stands, not as it was drawn last: two quick ones would otherwise undo each other.
 */
export const useFilter = ({ replace = false }: { readonly replace?: boolean } = {}) => {
  const [parameters, setParameters] = useSearchParams();
  const setAll = useCallback(
    (changes: Readonly<Record<string, string | null>>): void => {
      const after = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes))
        if (value === null || value === '') after.delete(name);
        else after.set(name, value);
      setParameters(after, { replace });
    },
    [setParameters, replace],
  );
  const set = useCallback((name: string, value: string | null): void => setAll({ [name]: value }), [setAll]);
  return { get: (name: string): string | null => parameters.get(name), set, setAll };
};
