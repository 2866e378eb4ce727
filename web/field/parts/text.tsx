import { useId } from 'react';

export interface TextProps {
  /** Its name in an address that leads here (rules/parts.ts). */
  readonly part?: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly long?: boolean;
  readonly disabled?: boolean;
  readonly type?: 'text' | 'number' | 'datetime-local';
  onChange(value: string): void;
}

/** A labelled line or box to write in. */
export const Text = ({
  part,
  label,
  value,
  hint,
  long = false,
  disabled = false,
  type = 'text',
  onChange,
}: TextProps) => {
  const id = useId();
  const described = hint === undefined ? {} : { 'aria-describedby': `${id}-hint` };
  return (
    <div id={part} className="text">
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {long ? (
        <textarea
          {...{ id, value, disabled, rows: 3, ...described }}
          onChange={({ target }) => onChange(target.value)}
        />
      ) : (
        <input
          {...{ id, value, disabled, type, ...described }}
          autoComplete="off"
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </div>
  );
};
