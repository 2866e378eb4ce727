import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { Link } from '../router.tsx';
import { useTrouble } from '../store/trouble.ts';
import { Mark } from './mark.tsx';
import { Notice } from './notice.tsx';
import { StatusBar } from './status-bar.tsx';

export interface ScreenProps {
  readonly title: string;
  readonly under?: ReactNode;
  readonly back?: { readonly to: readonly string[]; readonly name: string };
  /** Stays at the bottom of the phone, in reach of the thumb. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** Every screen: where one is, the way back, and what is to be done next. */
export const Screen = ({ title, under, back, actions, children }: ScreenProps) => {
  const trouble = useTrouble();
  useEffect(() => {
    document.title = `${title} · 现场检查`;
  }, [title]);
  return (
    <>
      <header>
        <Mark />
        <StatusBar />
        {back === undefined ? null : (
          <Link to={back.to} className="back">
            ‹ {back.name}
          </Link>
        )}
        <h1>{title}</h1>
        {under}
      </header>
      <main>
        {trouble === null ? null : <Notice tone="error" title={trouble} />}
        {children}
      </main>
      {actions === undefined ? null : <footer className="actions">{actions}</footer>}
    </>
  );
};
