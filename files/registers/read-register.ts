import type { Placed, Register } from './register.ts';
import { type Fault, readTable } from './table.ts';

export interface ReadRows<Row> {
  /** Rows without a fault. */
  readonly rows: readonly Placed<Row>[];
  readonly faults: readonly Fault[];
  /** Heads of columns that may be left out, and were. */
  readonly absent: readonly string[];
}

/** A register's file as its form reads it; where heads are wrong no row is read. @throws UnreadableTable */
export const readRegister = async <Field extends string, Row>(
  register: Register<Field, Row>,
  name: string,
  bytes: Buffer,
): Promise<ReadRows<Row>> => {
  const table = await readTable(name, bytes, register.columns);
  const { absent } = table;
  return table.faults.length > 0
    ? { rows: [], faults: table.faults, absent }
    : { ...register.read(table.lines), absent };
};
