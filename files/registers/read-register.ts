import type { Placed, Register } from './register.ts';
import { type Fault, readTable } from './table.ts';

export interface ReadRows<Row> {
  /** Rows without a fault. */
  readonly rows: readonly Placed<Row>[];
  readonly faults: readonly Fault[];
}

/** A register's file as its form reads it; where heads are wrong no row is read. @throws UnreadableTable */
export const readRegister = async <Field extends string, Row>(
  register: Register<Field, Row>,
  name: string,
  bytes: Buffer,
): Promise<ReadRows<Row>> => {
  const table = await readTable(name, bytes, register.columns);
  return table.faults.length > 0 ? { rows: [], faults: table.faults } : register.read(table.lines);
};
