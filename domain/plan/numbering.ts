/** Numbers of plan rows [R271]: plan number 年+序号 (202101), plan-name serial (计划01), task number (01号). */

const twoDigits = (sequence: number): string => String(sequence).padStart(2, '0');

/** 抽查计划编号 of the n-th row of a year: 202101. */
export const planNumber = (year: number, sequence: number): string => `${year}${twoDigits(sequence)}`;

/** 抽查任务编号 of the n-th row: 01号. */
export const taskNumber = (sequence: number): string => `${twoDigits(sequence)}号`;

/** The sequence in a plan number of that year, or null where the text is no number of that year. */
export const planSequence = (year: number, number: string): number | null => {
  const match = /^(\d{4})(\d{2,4})$/u.exec(number);
  return match !== null && Number(match[1]) === year && Number(match[2]) > 0 ? Number(match[2]) : null;
};

/**
 * The number after all that are taken; numbers of deleted rows are not used again, so `taken` holds every number that
 * was ever given out. @throws RangeError where one of them is no number of that year.
 */
export const nextPlanNumber = (year: number, taken: readonly string[]): string => {
  const sequences = taken.map((number) => {
    const sequence = planSequence(year, number);
    if (sequence === null) {
      throw new RangeError(
        `计划编号“${number}”不是 ${year} 年的编号：应为年份加两位以上序号，例如 ${year}01。`,
      );
    }
    return sequence;
  });
  return planNumber(year, Math.max(0, ...sequences) + 1);
};

/** One fault of a numbering; `index` is the place in the list (from 0) where it shows. */
export type NumberingProblem =
  | { readonly kind: 'absent'; readonly index: number }
  | { readonly kind: 'repeated'; readonly index: number; readonly firstIndex: number; readonly value: number }
  | { readonly kind: 'backwards'; readonly index: number; readonly value: number }
  /** Nobody has the values from `first` to `last`, between the one before and the one at `index`. */
  | { readonly kind: 'gap'; readonly index: number; readonly first: number; readonly last: number };

/**
 * Gaps, repeats, steps back and absences of a numbering that should run 1, 2, 3 … in the order of the list. An absent
 * or repeated entry accounts for one missing value beside it, which is not reported as a gap as well.
 */
export const numberingProblems = (sequence: readonly (number | null)[]): NumberingProblem[] => {
  const problems: NumberingProblem[] = [];
  const firstIndexOf = new Map<number, number>();
  let highest = 0;
  let absences = 0;
  sequence.forEach((value, index) => {
    if (value === null) {
      absences += 1;
      problems.push({ kind: 'absent', index });
      return;
    }
    const firstIndex = firstIndexOf.get(value);
    if (firstIndex !== undefined) problems.push({ kind: 'repeated', index, firstIndex, value });
    else if (value < highest) problems.push({ kind: 'backwards', index, value });
    else if (value - highest - 1 > absences) {
      problems.push({ kind: 'gap', index, first: highest + 1, last: value - 1 });
    }
    if (firstIndex === undefined) firstIndexOf.set(value, index);
    highest = Math.max(highest, value);
    absences = firstIndex === undefined ? 0 : absences + 1;
  });
  return problems;
};
