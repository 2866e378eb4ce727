import { type DataColumn, DataTable } from '../boards/data-table.tsx';

/** A table that is one part of a page among others: where there is nothing, a line says so. */
export const PlainTable = <T,>({
  empty,
  rows,
  ...table
}: {
  readonly caption: string;
  readonly columns: readonly DataColumn<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly empty: string;
}) =>
  rows.length === 0 ? (
    <p className="quiet-text" style={{ margin: 0 }}>
      {empty}
    </p>
  ) : (
    <DataTable {...table} isCaptionHidden rows={rows} empty={empty} />
  );
