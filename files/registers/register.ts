import type { Transaction } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import type { Column, Fault, Line } from './table.ts';

export interface Placed<Row> {
  readonly line: number;
  readonly row: Row;
}

/** What came of an import, for people. */
export interface Written {
  readonly summary: string;
  /** Not wrong, but worth a look. */
  readonly hints: readonly string[];
}

/** How a register is read from a file and written: everything that one kind of import differs in. */
export interface Register<Field extends string, Row> {
  /** As people call it. */
  readonly name: string;
  readonly columns: readonly Column<Field>[];
  /** Rows without a fault, and every fault. */
  readonly read: (lines: readonly Line<Field>[]) => {
    rows: readonly Placed<Row>[];
    faults: readonly Fault[];
  };
  /** What only the database can tell. */
  readonly check: (
    trx: Transaction<Database>,
    authorityId: string,
    rows: readonly Placed<Row>[],
  ) => Promise<readonly Fault[]>;
  readonly write: (
    trx: Transaction<Database>,
    authorityId: string,
    rows: readonly Placed<Row>[],
    doing: Doing,
  ) => Promise<Written>;
}
