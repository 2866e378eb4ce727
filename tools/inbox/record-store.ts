import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What came in, oldest first: in memory, and where a file is named, there too. */
export interface RecordStore<T> {
  append(record: T): void;
  all(): readonly T[];
}

const DEFAULT_CAP = 10_000;

/**
 * Keeps the newest `cap` records. The file has one JSON object a line; a line that a crash left half written is
 * passed over.
 */
export const openRecordStore = <T>(file: string | null, cap: number = DEFAULT_CAP): RecordStore<T> => {
  const records: T[] = file !== null && existsSync(file) ? readLines<T>(file).slice(-cap) : [];
  if (file !== null) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    renameSync(`${file}.new`, file);
  }
  return {
    append: (record) => {
      records.push(record);
      if (records.length > cap) records.shift();
      if (file !== null) appendFileSync(file, `${JSON.stringify(record)}\n`);
    },
    all: () => records,
  };
};

const readLines = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as T];
      } catch {
        return [];
      }
    });
