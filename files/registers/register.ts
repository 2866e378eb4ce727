import type { Transaction } from 'kysely';
import type { Doing, Reader } from '../../db/actor.ts';
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

/** An entry in the words of its file, by the heads of the columns. */
export type Shown = Readonly<Record<string, string>>;

/** An entry as the register holds it, for taking out and for finding what a file does not name. */
export interface HeldEntry {
  readonly key: string;
  readonly title: string;
  /** Rows of the file, by the columns; an item has one for each line of its checklist. */
  readonly lines: readonly (readonly string[])[];
}

/** What the register holds, against which a file is laid. */
export interface Holdings<Row> {
  /** What an entry is known by. */
  readonly keyOf: (row: Row) => string;
  /** As people call it. */
  readonly titleOf: (row: Row) => string;
  readonly shown: (row: Row) => Shown;
  /** What is held under the keys of these rows, in the same words. */
  readonly held: (
    db: Reader,
    authorityId: string,
    rows: readonly Row[],
  ) => Promise<ReadonlyMap<string, Shown>>;
  readonly count: (db: Reader, authorityId: string) => Promise<number>;
  /** Everything, in pages. */
  readonly entries: (db: Reader, authorityId: string) => AsyncIterable<readonly HeldEntry[]>;
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
  /** Not wrong, but worth a look before it is written. */
  readonly hints?: (
    db: Reader,
    authorityId: string,
    rows: readonly Placed<Row>[],
  ) => Promise<readonly string[]>;
  readonly write: (
    trx: Transaction<Database>,
    authorityId: string,
    rows: readonly Placed<Row>[],
    doing: Doing,
  ) => Promise<Written>;
}
