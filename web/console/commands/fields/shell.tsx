import type { ReactNode } from 'react';

interface ShellProps {
  readonly id: string;
  readonly label: string;
  readonly optional?: boolean | undefined;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  /** Several controls under one name: a group with a legend. */
  readonly group?: boolean;
  readonly children: ReactNode;
}

const Words = ({ id, help, error }: Pick<ShellProps, 'id' | 'help' | 'error'>) => (
  <>
    {help !== undefined && (
      <p className="help" id={`${id}-help`}>
        {help}
      </p>
    )}
    {error !== undefined && (
      <p className="wrong" id={`${id}-error`} role="alert">
        {error}
      </p>
    )}
  </>
);

/** What names, explains and blames a field, read to the person with it. */
export const describedBy = (id: string, help: unknown, error: unknown): string | undefined =>
  [help !== undefined && `${id}-help`, error !== undefined && `${id}-error`].filter(Boolean).join(' ') ||
  undefined;

/** Label, control, help and what is wrong with it, one below the other. */
export const Shell = ({ id, label, optional, help, error, group, children }: ShellProps) => {
  const name = (
    <>
      {label}
      {optional === true && <span className="optional">（选填）</span>}
    </>
  );
  return group === true ? (
    <fieldset className="field" id={id} tabIndex={-1} aria-describedby={describedBy(id, help, error)}>
      <legend>{name}</legend>
      {children}
      <Words id={id} help={help} error={error} />
    </fieldset>
  ) : (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      {children}
      <Words id={id} help={help} error={error} />
    </div>
  );
};
