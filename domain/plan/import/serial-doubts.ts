import { numberingProblems, planSequence } from '../numbering.ts';
import { namedChoices } from './choices.ts';
import type { Doubt, DoubtField } from './doubt.ts';
import { doubt } from './doubt.ts';
import type { ImportedRow } from './imported-row.ts';

interface Serial {
  readonly digits: string;
  readonly value: number;
}

interface SerialKind {
  readonly field: Extract<DoubtField, 'planName' | 'taskNumber'>;
  readonly title: string;
  readonly pattern: RegExp;
  readonly text: (row: ImportedRow) => string | null;
}

/** The running numbers beside the plan number: the serial in the plan's name, and the task number [R271]. */
const SERIALS: readonly SerialKind[] = [
  { field: 'planName', title: '计划名称序号', pattern: /(\d{1,4})$/u, text: (row) => row.planName },
  { field: 'taskNumber', title: '任务编号', pattern: /(\d+)号$/u, text: (row) => row.taskNumber },
];

const serialIn = (kind: SerialKind, row: ImportedRow): Serial | null => {
  const digits = kind.pattern.exec(kind.text(row) ?? '')?.[1];
  return digits === undefined ? null : { digits, value: Number(digits) };
};

/** The commonest number of digits; the odd ones out are asked about. */
const usualDigits = (serials: readonly (Serial | null)[]): number => {
  const counts = new Map<number, number>();
  for (const serial of serials) {
    if (serial !== null) counts.set(serial.digits.length, (counts.get(serial.digits.length) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 2;
};

/** What is odd about one row's serial, in words; nothing where it is as expected. */
const oddities = (
  kind: SerialKind,
  serial: Serial | null,
  expected: number,
  repeatedOf: number | null,
  digits: number,
): string[] => {
  const should = String(expected).padStart(digits, '0');
  if (serial === null) return [`没有${kind.title}，按次序似应为“${should}”`];
  const odd: string[] = [];
  if (serial.value !== expected) odd.push(`${kind.title}“${serial.digits}”与计划编号的序号“${should}”不一致`);
  if (repeatedOf !== null) odd.push(`${kind.title}“${serial.digits}”与表中第 ${repeatedOf} 行重复`);
  if (serial.digits.length !== digits) {
    odd.push(`${kind.title}“${serial.digits}”的位数与其他行不同（其他行为 ${digits} 位）`);
  }
  return odd;
};

const doubtsOf = (
  kind: SerialKind,
  rows: readonly ImportedRow[],
  labels: readonly (string | null)[],
  year: number,
): Doubt[] => {
  const serials = rows.map((row) => serialIn(kind, row));
  const digits = usualDigits(serials);
  const values = serials.map((serial) => serial?.value ?? null);
  // A table whose plan names carry no serial at all has another way of naming, not a fault in every row.
  if (values.every((value) => value === null)) return [];
  const problems = numberingProblems(values);
  const perRow = rows.flatMap((row, index) => {
    const text = kind.text(row);
    if (text === null) return []; // the reading has asked for it already
    const repeat = problems.find((problem) => problem.kind === 'repeated' && problem.index === index);
    const repeatedOf = repeat?.kind === 'repeated' ? repeat.firstIndex + 1 : null;
    const label = labels[index] ?? null;
    const expected = (label === null ? null : planSequence(year, label)) ?? row.place;
    const odd = oddities(kind, serials[index] ?? null, expected, repeatedOf, digits);
    if (odd.length === 0) return [];
    const question = `表中第 ${row.place} 行${odd.join('；')}。${kind.field === 'planName' ? '计划名称' : '任务编号'}应当怎样写？`;
    const { line, place } = row;
    return doubt({ kind: 'serial', line, row: label, place, field: kind.field, text, question });
  });
  const gaps = problems.flatMap((problem) => {
    const row = rows[problem.index];
    if (problem.kind !== 'gap' || row === undefined) return [];
    const [first, last] = [problem.first, problem.last].map((value) => String(value).padStart(digits, '0'));
    const missing = first === last ? `“${first}”` : `“${first}”至“${last}”`;
    return doubt({
      kind: 'serial',
      line: row.line,
      row: null,
      place: null,
      field: kind.field,
      text: kind.text(row) ?? row.source,
      question: `${kind.title}缺${missing}：表中第 ${row.place} 行之前没有用过。是漏了计划行，还是序号编错？`,
      ...namedChoices('没有漏行，序号编错', '漏了计划行，形成草案后补入'),
    });
  });
  return [...perRow, ...gaps];
};

/** Serials that are absent, repeated, out of step with the plan number, or written in another form; and gaps [R271]. */
export const serialDoubts = (
  rows: readonly ImportedRow[],
  labels: readonly (string | null)[],
  year: number,
): Doubt[] => SERIALS.flatMap((kind) => doubtsOf(kind, rows, labels, year));
