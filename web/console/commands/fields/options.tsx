import { Checkbox, Radio } from 'antd';
import type { Option } from '../form.ts';

/** More than these are chosen from a list that folds. */
const MOST_IN_SIGHT = 8;

interface OneProps {
  readonly id: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One of them, none chosen beforehand. */
export const ChooseOne = ({ id, label, options, value, onChange }: OneProps) =>
  options.length > MOST_IN_SIGHT ? (
    <select
      id={`${id}-list`}
      className="native-select"
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">请选择</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  ) : (
    <Radio.Group name={id} value={value} onChange={({ target }) => onChange(String(target.value))}>
      <div className="options">
        {options.map((option) => (
          <Radio key={option.value} value={option.value}>
            {option.label}
          </Radio>
        ))}
      </div>
    </Radio.Group>
  );

interface ManyProps {
  readonly options: readonly Option[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

export const ChooseMany = ({ options, value, onChange }: ManyProps) => (
  <Checkbox.Group value={[...value]} onChange={(chosen) => onChange(chosen.map(String))}>
    <div className="options">
      {options.map((option) => (
        <Checkbox key={option.value} value={option.value}>
          {option.label}
        </Checkbox>
      ))}
    </div>
  </Checkbox.Group>
);
