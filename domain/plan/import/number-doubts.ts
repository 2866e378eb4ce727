import { planNumber, planSequence } from '../numbering.ts';
import { type Choices, namedChoices } from './choices.ts';
import type { Doubt } from './doubt.ts';
import { doubt } from './doubt.ts';
import type { ImportedRow } from './imported-row.ts';

export interface CheckedNumbers {
  /** The rows, numbers in doubt set to null. */
  readonly rows: readonly ImportedRow[];
  /** Label of each row, for doubts: its number, or the one its place would give; null where another row has that. */
  readonly labels: readonly (string | null)[];
  readonly doubts: readonly Doubt[];
}

interface NumberFault {
  /** Whether the number is as printed all the same. */
  readonly keep: boolean;
  readonly kind: Doubt['kind'];
  readonly question: string;
  readonly choices?: Choices;
}

/** What the rows of one table are judged by. */
interface Table {
  readonly year: number;
  /** A number is absent, or a row shows two: nobody can tell how the rest belongs. */
  readonly slipped: boolean;
  readonly repeated: ReadonlySet<string>;
}

const faultOf = (row: ImportedRow, number: string, before: number, table: Table): NumberFault | null => {
  const { year, slipped, repeated } = table;
  const printed = `表中第 ${row.place} 行的编号“${number}”`;
  const expected = planNumber(year, row.place);
  const sequence = planSequence(year, number);
  if (sequence === null) {
    return { keep: false, kind: 'off-year', question: `${printed}不是 ${year} 年的编号，应当是什么？` };
  }
  if (repeated.has(number)) {
    const question = `编号“${number}”在表中不止一行使用。表中第 ${row.place} 行的编号应当是什么？`;
    return { keep: number === expected, kind: 'numbering', question };
  }
  if (slipped && number !== expected) {
    const question = `表中第 ${row.place} 行印的编号是“${number}”，按次序应为“${expected}”，编号似与相邻行错开。本行编号是否为“${expected}”？`;
    return { keep: false, kind: 'shifted-number', question, ...namedChoices(expected, number) };
  }
  if (sequence < before) {
    return {
      keep: false,
      kind: 'numbering',
      question: `${printed}比前面的小，次序颠倒。本行编号应当是什么？`,
    };
  }
  if (sequence === before + 1) return null;
  const [first, last] = [planNumber(year, before + 1), planNumber(year, sequence - 1)];
  const missing = first === last ? `“${first}”` : `“${first}”至“${last}”`;
  const question = `编号缺${missing}：是漏了计划行，还是编号有误？${printed}是否正确？`;
  return { keep: true, kind: 'numbering', question, ...namedChoices(number, first) };
};

const repeatedNumbers = (rows: readonly ImportedRow[]): Set<string> => {
  const seen = new Set<string>();
  const numbers = rows.map(({ number }) => number).filter((number) => number !== null);
  return new Set(numbers.filter((number) => seen.size === seen.add(number).size));
};

/** Fault of each row; `highest` follows the numbers, or the places where there is none. */
const faultsOf = (rows: readonly ImportedRow[], table: Table): (NumberFault | null)[] => {
  let highest = 0;
  return rows.map((row) => {
    const before = highest;
    const sequence = row.number === null ? null : planSequence(table.year, row.number);
    highest = Math.max(highest, sequence ?? row.place);
    return row.number === null ? null : faultOf(row, row.number, before, table);
  });
};

/**
 * Checks the plan numbers of a table [R271, R278]. Numbers run with the rows, without gaps or repeats.
 *
 * Once a number is absent, or one row shows two (`hasStrayNumber`), nobody can tell from the table how the rest belongs:
 * every number that differs from its row's place is then in doubt, and null. Without such a sign a number is taken as
 * printed, and a gap is one doubt of the row behind it.
 */
export const checkNumbers = (
  rows: readonly ImportedRow[],
  year: number,
  hasStrayNumber: boolean,
): CheckedNumbers => {
  const slipped = hasStrayNumber || rows.some(({ number }) => number === null);
  const faults = faultsOf(rows, { year, slipped, repeated: repeatedNumbers(rows) });
  const checked = rows.map((row, index) => (faults[index]?.keep === false ? { ...row, number: null } : row));
  const taken = new Set(checked.map(({ number }) => number));
  const labels = checked.map((row) => {
    const expected = planNumber(year, row.place);
    return row.number ?? (taken.has(expected) ? null : expected);
  });
  const doubts = rows.flatMap((row, index) => {
    const fault = faults[index] ?? null;
    if (fault === null) return [];
    const { keep: _keep, ...asked } = fault;
    const { line, place } = row;
    return doubt({
      ...asked,
      line,
      row: labels[index] ?? null,
      place,
      field: 'number',
      text: row.number ?? '',
    });
  });
  return { rows: checked, labels, doubts };
};
