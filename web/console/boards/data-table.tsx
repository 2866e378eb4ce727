import { Empty } from 'antd';
import type { ReactNode } from 'react';
import './board.css';

export interface DataColumn<T> {
  readonly head: string;
  readonly cell: (row: T) => ReactNode;
  /** The cell that names the row. */
  readonly isHead?: true;
  readonly align?: 'end';
}

export interface DataTableProps<T> {
  /** What it shows, for those who hear the page, and for those who see it unless hidden. */
  readonly caption: string;
  readonly isCaptionHidden?: boolean;
  readonly columns: readonly DataColumn<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  /** What would stand here. */
  readonly empty: string;
  /** Figures side by side stay a table that scrolls in its box. */
  readonly onPhone?: 'list' | 'scroll';
}

/** What scrolls must be reachable with the keyboard. */
const REACHABLE = { tabIndex: 0 };

/** A table that every reader can follow; on a phone each row becomes a list of names and values. */
export const DataTable = <T,>({
  caption,
  isCaptionHidden = false,
  columns,
  rows,
  rowKey,
  empty,
  onPhone = 'list',
}: DataTableProps<T>) =>
  rows.length === 0 ? (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />
  ) : (
    <section
      className={`data-table ${onPhone === 'list' ? 'as-list' : ''}`}
      aria-label={caption}
      {...REACHABLE}
    >
      <table>
        <caption className={isCaptionHidden ? 'for-ears' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, align }) => (
              <th key={head} scope="col" className={align}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ head, cell, isHead, align }) =>
                isHead === true ? (
                  <th key={head} scope="row">
                    <div>{cell(row)}</div>
                  </th>
                ) : (
                  <td key={head} data-name={head} className={align}>
                    <div>{cell(row)}</div>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
