import { CsvError, parse } from 'csv-parse/sync';
import type { SourceLine } from '../../domain/plan/import/source.ts';
import { UnreadablePlan } from '../../domain/plan/import/source.ts';
import { decodeText } from './decode-text.ts';

const DELIMITERS = [',', '\t', ';', '，'] as const;

/** The sign that stands most often in any one line: the headings have eight. */
const delimiterOf = (text: string): string => {
  const most = (sign: string) => Math.max(...text.split(/\r?\n/u).map((line) => line.split(sign).length));
  return [...DELIMITERS].sort((a, b) => most(b) - most(a))[0] ?? ',';
};

interface Parsed {
  readonly record: string[];
  /** `lines` counts the lines up to the end of the record. */
  readonly info: { readonly lines: number };
}

/** Records of a CSV file; a record with breaks inside its quotes is listed under its first line. */
export const readCsv = (bytes: Buffer): SourceLine[] => {
  const text = decodeText(bytes);
  const options = { bom: true, info: true, relax_column_count: true, relax_quotes: true } as const;
  try {
    const parsed = parse(text, { ...options, delimiter: delimiterOf(text) }) as unknown as Parsed[];
    return parsed.map(({ record }, index) => ({
      line: (parsed[index - 1]?.info.lines ?? 0) + 1,
      cells: record,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadablePlan(
      `CSV 格式有误（第 ${String(error['lines'] ?? '?')} 行附近引号不成对），请用 Excel 打开后重新另存为 CSV。`,
    );
  }
};
