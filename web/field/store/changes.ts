import { useEffect, useState } from 'react';
import type { StoreName } from './database.ts';

const changed = new EventTarget();
/** The same person in another tab sees it too. */
const channel = new BroadcastChannel('field-changes');
channel.onmessage = ({ data }) => changed.dispatchEvent(new Event(String(data)));

/** Says that a store was written to. */
export const tellChanged = (...stores: readonly StoreName[]): void => {
  for (const store of stores) {
    changed.dispatchEvent(new Event(store));
    channel.postMessage(store);
  }
};

/** What `load` gives, again whenever one of the stores changes; undefined until it is there. */
export const useStored = <T>(
  stores: readonly StoreName[],
  load: () => Promise<T>,
  key = '',
): T | undefined => {
  const [value, setValue] = useState<{ readonly key: string; readonly value: T }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `load` is made anew with each drawing; `key` says what it loads
  useEffect(() => {
    let current = true;
    let asked = 0;
    let drawn = 0;
    const reload = () => {
      asked += 1;
      const turn = asked;
      load().then(
        (loaded) => {
          // An answer that was overtaken by a later one is the older state.
          if (!current || turn < drawn) return;
          drawn = turn;
          setValue({ key, value: loaded });
        },
        (error: unknown) => reportError(error),
      );
    };
    reload();
    for (const store of stores) changed.addEventListener(store, reload);
    return () => {
      current = false;
      for (const store of stores) changed.removeEventListener(store, reload);
    };
  }, [key, ...stores]);
  return value?.key === key ? value.value : undefined;
};
