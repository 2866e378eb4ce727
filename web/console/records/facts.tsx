import type { ReactNode } from 'react';
import './records.css';

/** Names and values of one entry. */
export const Facts = ({
  facts,
}: {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}) => (
  <dl className="record-facts">
    {facts.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value === null || value === '' || value === undefined ? '—' : value}</dd>
      </div>
    ))}
  </dl>
);

/** A part of an entry's page under a heading of its own. */
export const Part = ({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) => (
  <section className="board-card" aria-label={title}>
    <header>
      <h2>{title}</h2>
      <span className="rest" />
      {actions}
    </header>
    {children}
  </section>
);
