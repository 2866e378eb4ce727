import { useEffect, useState } from 'react';
import type { Slide } from './slide.tsx';

const FORWARD: ReadonlySet<string> = new Set(['ArrowRight', 'PageDown', 'ArrowDown']);
const BACK: ReadonlySet<string> = new Set(['ArrowLeft', 'PageUp', 'ArrowUp']);

export interface Turning {
  readonly index: number;
  readonly isAuto: boolean;
  turn(by: number): void;
  toggle(): void;
}

/**
 * Which screen is shown: they turn by themselves, and by keys as a presenter's remote sends them (arrows, page keys,
 * Home, End; space stops and starts). Whoever turns by hand stops the turning.
 * @param act another one begins with its first screen and turns by itself again
 */
export const useTurning = (slides: readonly Slide[], act: string): Turning => {
  const [at, setAt] = useState({ act, index: 0, isAuto: true });
  const shown = at.act === act ? at : { act, index: 0, isAuto: true };
  const count = slides.length;
  const index = Math.min(shown.index, count - 1);
  const seconds = slides[index]?.seconds ?? 0;
  const go = (to: number, isAuto: boolean) => setAt({ act, index: (to + count) % count, isAuto });

  const { isAuto } = shown;
  useEffect(() => {
    if (!isAuto || count < 2) return;
    const next = { act, index: (index + 1) % count, isAuto };
    const timer = setTimeout(() => setAt(next), seconds * 1000);
    return () => clearTimeout(timer);
  }, [act, count, index, isAuto, seconds]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (FORWARD.has(event.key)) go(index + 1, false);
      else if (BACK.has(event.key)) go(index - 1, false);
      else if (event.key === 'Home') go(0, false);
      else if (event.key === 'End') go(count - 1, false);
      else if (event.key === ' ' && !(event.target instanceof HTMLButtonElement)) go(index, !isAuto);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return {
    index,
    isAuto,
    turn: (by) => go(index + by, false),
    toggle: () => go(index, !isAuto),
  };
};
