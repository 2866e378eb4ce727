import { planNumber, planSequence } from '../numbering.ts';
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

const QUESTIONS = {
  shifted: (row: ImportedRow, expected: string) =>
    `表中第 ${row.place} 行印的编号是“${row.number}”，按次序应为“${expected}”，编号似与相邻行错开。本行编号是否为“${expected}”？`,
  repeated: (row: ImportedRow) =>
    `编号“${row.number}”在表中不止一行使用。表中第 ${row.place} 行的编号应当是什么？`,
  foreign: (row: ImportedRow, year: number) =>
    `表中第 ${row.place} 行的编号“${row.number}”不是 ${year} 年的编号，应当是什么？`,
  backwards: (row: ImportedRow) =>
    `表中第 ${row.place} 行的编号“${row.number}”比前面的小，次序颠倒。本行编号应当是什么？`,
};

/**
 * Checks the plan numbers of a table [R271, R278]. Numbers run with the rows, without gaps or repeats.
 *
 * Once a number is absent, or one row shows two, nobody can tell from the table how the rest belongs: every number that
 * differs from its row's place is then in doubt, and null. Without such a sign a number is taken as printed, and a gap
 * is one doubt of the row behind it.
 */
export const checkNumbers = (
  rows: readonly ImportedRow[],
  year: number,
  hasStrayNumber: boolean,
): CheckedNumbers => {
  const uses = new Map<string, number>();
  for (const { number } of rows) if (number !== null) uses.set(number, (uses.get(number) ?? 0) + 1);
  const slipped = hasStrayNumber || rows.some(({ number }) => number === null);
  let highest = 0;
  const faults = rows.map((row): { keep: boolean; kind: Doubt['kind']; question: string } | null => {
    if (row.number === null) {
      highest = Math.max(highest, row.place);
      return null;
    }
    const sequence = planSequence(year, row.number);
    const expected = planNumber(year, row.place);
    if (sequence === null) highest = Math.max(highest, row.place);
    if (sequence === null) return { keep: false, kind: 'off-year', question: QUESTIONS.foreign(row, year) };
    const before = highest;
    highest = Math.max(highest, sequence);
    if ((uses.get(row.number) ?? 0) > 1) {
      return { keep: row.number === expected, kind: 'numbering', question: QUESTIONS.repeated(row) };
    }
    if (slipped && row.number !== expected) {
      return { keep: false, kind: 'shifted-number', question: QUESTIONS.shifted(row, expected) };
    }
    if (sequence < before) return { keep: false, kind: 'numbering', question: QUESTIONS.backwards(row) };
    if (sequence === before + 1) return null;
    const first = planNumber(year, before + 1);
    const last = planNumber(year, sequence - 1);
    const missing = first === last ? `“${first}”` : `“${first}”至“${last}”`;
    return {
      keep: true,
      kind: 'numbering',
      question: `编号缺${missing}：是漏了计划行，还是编号有误？表中第 ${row.place} 行的编号“${row.number}”是否正确？`,
    };
  });
  const checked = rows.map((row, index) => {
    const fault = faults[index];
    return fault === null || fault === undefined || fault.keep ? row : { ...row, number: null };
  });
  const taken = new Set(checked.map(({ number }) => number).filter((number) => number !== null));
  const labels = checked.map((row) => {
    const expected = planNumber(year, row.place);
    return row.number ?? (taken.has(expected) ? null : expected);
  });
  const doubts = rows.flatMap((row, index) => {
    const fault = faults[index];
    if (fault === null || fault === undefined) return [];
    const { kind, question } = fault;
    const label = labels[index] ?? null;
    return doubt({
      kind,
      line: row.line,
      row: label,
      place: row.place,
      field: 'number',
      text: row.number ?? row.source,
      question,
    });
  });
  return { rows: checked, labels, doubts };
};
