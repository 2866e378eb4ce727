import { basename, extname } from 'node:path';
import { UnreadablePlan } from '../../domain/plan/import/source.ts';
import { readSourceBytes } from '../source/read-source.ts';

/** One column of a register's file. */
export interface Column<Field extends string = string> {
  readonly field: Field;
  /** Its head, in the first row. */
  readonly head: string;
  /** May be left out of the file altogether. */
  readonly optional?: true;
  /** Left out or empty, it takes nothing away from what is held. */
  readonly kept?: true;
  /** What to write, for the template. */
  readonly note: string;
  readonly example: string;
}

/** One row of the file; a column that it lacks is an empty text. */
export interface Line<Field extends string = string> {
  /** As Excel or an editor counts, from 1. */
  readonly line: number;
  readonly cells: Readonly<Record<Field, string>>;
}

/** One thing wrong: where, what, and what to do. */
export interface Fault {
  readonly line: number;
  /** Head of the column; null: the row or the file as a whole. */
  readonly head: string | null;
  readonly what: string;
}

export interface Table<Field extends string> {
  readonly lines: readonly Line<Field>[];
  readonly faults: readonly Fault[];
  /** Heads of optional columns that the file does not have, where that would empty what is held. */
  readonly absent: readonly string[];
}

/** The file cannot be read at all; its message (Chinese) names the file and what to do. */
export class UnreadableTable extends Error {}

const FORMATS = ['.xlsx', '.csv'];

/** Before what a spreadsheet would run as a formula our own files put this sign (`safe-cell.ts`): it is none of the text. */
const GUARD = /^'(?=[=+\-@\t\r])/u;

/** Spaces at the ends are never meant; a sign written in two ways (full-width, composed) is left for the rules to name. */
const tidy = (text: string): string => text.replace(GUARD, '').trim().normalize('NFC');
/** Heads are matched whatever Excel made of their spaces, stars and brackets. */
const bare = (head: string): string => head.normalize('NFKC').replace(/[\s*]/gu, '');

const sourceOf = async (
  name: string,
  bytes: Buffer,
): Promise<readonly { line: number; cells: readonly string[] }[]> => {
  const extension = extname(name).toLowerCase();
  if (!FORMATS.includes(extension) && !['.xls', '.et'].includes(extension)) {
    throw new UnreadableTable(`文件“${basename(name)}”不能导入：只接受 .xlsx 和 .csv，请另存为其中一种。`);
  }
  try {
    return await readSourceBytes(name, bytes);
  } catch (error) {
    if (!(error instanceof UnreadablePlan)) throw error;
    throw new UnreadableTable(error.message);
  }
};

const headFaults = (heads: readonly string[], columns: readonly Column[], line: number): Fault[] => {
  const known = columns.map(({ head }) => bare(head));
  const repeated = heads.filter((head, at) => head !== '' && heads.indexOf(head) !== at);
  return [
    ...columns
      .filter(({ head, optional }) => optional !== true && !heads.includes(bare(head)))
      .map(({ head }) => ({ line, head, what: '缺少这一列，请补上，列名见样表。' })),
    ...heads
      .filter((head) => head !== '' && !known.includes(head))
      .map((head) => ({ line, head, what: '不认识这一列，请改用样表的列名，或删去此列。' })),
    ...repeated.map((head) => ({ line, head, what: '这一列出现了两次，请只保留一列。' })),
  ];
};

/**
 * Reads a register's file by the extension of its name: the first row that is not empty holds the heads, in any order; empty rows are passed over.
 * @throws UnreadableTable
 */
export const readTable = async <Field extends string>(
  name: string,
  bytes: Buffer,
  columns: readonly Column<Field>[],
): Promise<Table<Field>> => {
  const rows = (await sourceOf(name, bytes)).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [header, ...body] = rows;
  if (header === undefined) throw new UnreadableTable(`文件“${basename(name)}”没有内容。`);
  const heads = header.cells.map(bare);
  const faults = headFaults(heads, columns, header.line);
  if (faults.length === 0 && body.length === 0) {
    throw new UnreadableTable(`文件“${basename(name)}”只有列名，没有数据，请填写后再导入。`);
  }
  const places = columns.map(({ field, head }) => [field, heads.indexOf(bare(head))] as const);
  const lines = body.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(places.map(([field, at]) => [field, tidy(cells[at] ?? '')])) as Record<
      Field,
      string
    >,
  }));
  const absent = columns.filter(
    ({ head, optional, kept }) => optional === true && kept !== true && !heads.includes(bare(head)),
  );
  return { lines, faults, absent: absent.map(({ head }) => head) };
};
