import { Input } from 'antd';
import './board.css';

/** Finds in a list by a few words, kept in the address; says of which day the list is. */
export const ListSearch = ({
  label,
  placeholder,
  text,
  onSearch,
  asOf,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly text: string | null;
  readonly onSearch: (text: string) => void;
  readonly asOf: string | undefined;
}) => (
  <div className="filters">
    <Input.Search
      aria-label={label}
      placeholder={placeholder}
      allowClear
      defaultValue={text ?? ''}
      onSearch={(typed) => onSearch(typed.trim())}
      style={{ maxWidth: 320 }}
    />
    {asOf !== undefined && <span className="quiet-text">截至 {asOf}</span>}
  </div>
);
