import { Input } from 'antd';
import type { ReactNode } from 'react';
import './board.css';

/** Finds in a list by a few words, kept in the address; says of which day the list is. */
export const ListSearch = ({
  label,
  placeholder,
  text,
  onSearch,
  asOf,
  children,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly text: string | null;
  readonly onSearch: (text: string) => void;
  readonly asOf: string | undefined;
  /** Further conditions. */
  readonly children?: ReactNode;
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
    {children}
    {asOf !== undefined && <span className="quiet-text">截至 {asOf}</span>}
  </div>
);
