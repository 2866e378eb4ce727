import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';

const DOWN = new Set(['j', 'ArrowDown']);
const UP = new Set(['k', 'ArrowUp']);

interface Keys {
  readonly list: RefObject<HTMLUListElement | null>;
  /** The row that the keyboard is on. */
  readonly at: number;
  readonly goTo: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);

/**
 * Moves over the rows of a list with j/k or the arrows; other keys do what the page says about the row they are on.
 * @param keys by key: `Enter`, `a` …
 */
export const useKeys = (count: number, keys: Readonly<Record<string, (index: number) => void>>): Keys => {
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const here = Math.min(at, Math.max(0, count - 1));
  // What is done leaves the list, and the keyboard with it: it goes on with the next.
  const hadFocus = useRef(false);
  useEffect(() => {
    const row = list.current?.children[here];
    if (
      hadFocus.current &&
      count > 0 &&
      document.activeElement === document.body &&
      row instanceof HTMLElement
    )
      row.focus();
  }, [here, count]);
  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    setAt(next);
    hadFocus.current = true;
    const row = list.current?.children[next];
    if (row instanceof HTMLElement) row.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key, target } = event;
    // A link or a button within the row does its own thing on Enter.
    if (key === 'Enter' && target instanceof HTMLElement && target.tagName !== 'LI') return;
    const act = keys[key];
    if (!DOWN.has(key) && !UP.has(key) && act === undefined) return;
    event.preventDefault();
    if (act !== undefined) act(here);
    else goTo(here + (DOWN.has(key) ? 1 : -1));
  };
  return { list, at: here, goTo, onKeyDown };
};
