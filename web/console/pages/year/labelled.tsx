import { type ReactNode, useId } from 'react';

/** A field with its label above it. */
export const Labelled = ({
  label,
  wide = false,
  children,
}: {
  readonly label: string;
  readonly wide?: boolean;
  /** Given the id that the field must bear. */
  readonly children: (id: string) => ReactNode;
}) => {
  const id = useId();
  return (
    <div className={`year-field ${wide ? 'wide' : ''}`}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
};
