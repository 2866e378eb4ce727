import { useId } from 'react';

export interface ChoiceProps<V extends string> {
  /** Its name in an address that leads here (rules/parts.ts). */
  readonly part?: string;
  /** What is asked. */
  readonly legend: string;
  readonly hideLegend?: boolean;
  readonly options: readonly { readonly value: V; readonly name: string }[];
  /** Null: not answered. There is no other way to begin. */
  readonly value: V | null;
  readonly disabled?: boolean;
  /** Below each other, for longer names. */
  readonly stacked?: boolean;
  onChange(value: V): void;
}

/** A question with its answers as large buttons: radio buttons underneath, so that a keyboard and a reader work too. */
export const Choice = <V extends string>(props: ChoiceProps<V>) => {
  const {
    part,
    legend,
    hideLegend = false,
    options,
    value,
    disabled = false,
    stacked = false,
    onChange,
  } = props;
  const name = useId();
  return (
    <fieldset id={part} className={stacked ? 'choice stacked' : 'choice'} disabled={disabled}>
      <legend className={hideLegend ? 'hidden' : undefined}>{legend}</legend>
      <div className="options">
        {options.map((option) => (
          <label key={option.value} className={`option answer-${option.value}`}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
