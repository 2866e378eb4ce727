import { useId } from 'react';

export interface TextProps {
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
    <div className="text">
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
