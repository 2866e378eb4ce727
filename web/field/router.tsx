import type { MouseEvent, ReactNode } from 'react';
import { useEffect, useSyncExternalStore } from 'react';

const ROOT = '/field';
const moved = new EventTarget();

const subscribe = (tell: () => void) => {
  window.addEventListener('popstate', tell);
  moved.addEventListener('moved', tell);
  return () => {
    window.removeEventListener('popstate', tell);
    moved.removeEventListener('moved', tell);
  };
};

/** The parts of the address behind /field: `visits/ID/checklist` as its pieces. */
export const usePlace = (): readonly string[] => {
  const path = useSyncExternalStore(subscribe, () => window.location.pathname);
  return path.slice(ROOT.length).split('/').filter(Boolean).map(decodeURIComponent);
};

const addressIn = (to: readonly string[], part?: string): string =>
  [ROOT, ...to.map(encodeURIComponent)].join('/') +
  (part === undefined ? '' : `#${encodeURIComponent(part)}`);

/** @param part of the page there, which is brought into sight (`usePart`) */
export const goTo = (to: readonly string[], part?: string): void => {
  window.history.pushState(null, '', addressIn(to, part));
  window.scrollTo(0, 0);
  moved.dispatchEvent(new Event('moved'));
};

export const go = (...parts: readonly string[]): void => goTo(parts);

/**
 * Brings the part that the address names into sight once the page is there, and puts the finger's and the keyboard's next
 * step on it: a phone does not jump to a fragment by itself where the page is drawn later.
 */
export const usePart = (): void => {
  useEffect(() => {
    const part = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (part === null) return;
    part.scrollIntoView({ block: part.offsetHeight > window.innerHeight / 2 ? 'start' : 'center' });
    // A whole finding is looked at; a single field is what was missing.
    const isWhole = part.matches('[tabindex]');
    if (!isWhole) part.dataset['sought'] = '';
    const first = isWhole ? part : part.querySelector<HTMLElement>('input, textarea, button');
    first?.focus({ preventScroll: true });
  }, []);
};

export interface LinkProps {
  readonly to: readonly string[];
  readonly part?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link within the field view; the page is not loaded anew. */
export const Link = ({ to, part, className, children }: LinkProps) => (
  <a
    href={addressIn(to, part)}
    className={className}
    onClick={(event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      goTo(to, part);
    }}
  >
    {children}
  </a>
);
