import type { ReactNode } from 'react';

/** One screen of the hall. */
export interface Slide {
  readonly key: string;
  readonly node: ReactNode;
  /** How long it stays before it turns by itself. */
  readonly seconds: number;
}

export const SlideFrame = ({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note?: string | undefined;
  readonly children: ReactNode;
}) => (
  <section className="hall-slide" aria-live="polite">
    <h2>
      {title}
      {note !== undefined && <small>{note}</small>}
    </h2>
    <div className="hall-body">{children}</div>
  </section>
);
