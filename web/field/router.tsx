import type { MouseEvent, ReactNode } from 'react';
import { useSyncExternalStore } from 'react';

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

export const addressOf = (...parts: readonly string[]): string =>
  [ROOT, ...parts.map(encodeURIComponent)].join('/');

export const go = (...parts: readonly string[]): void => {
  window.history.pushState(null, '', addressOf(...parts));
  window.scrollTo(0, 0);
  moved.dispatchEvent(new Event('moved'));
};

export interface LinkProps {
  readonly to: readonly string[];
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link within the field view; the page is not loaded anew. */
export const Link = ({ to, className, children }: LinkProps) => (
  <a
    href={addressOf(...to)}
    className={className}
    onClick={(event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(...to);
    }}
  >
    {children}
  </a>
);
