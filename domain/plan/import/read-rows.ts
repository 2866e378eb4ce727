import { drawTypeOf } from '../draw-type.ts';
import { ratioOf } from '../ratio-text.ts';
import { DRAW_TYPE_CHOICES, namedChoices } from './choices.ts';
import type { Column } from './columns.ts';
import { COLUMN_TITLES, COLUMNS } from './columns.ts';
import type { Doubt, DoubtField } from './doubt.ts';
import { doubt } from './doubt.ts';
import type { ImportedRow } from './imported-row.ts';
import type { KnownValues } from './known-values.ts';
import type { RawRow, StrayText } from './raw-row.ts';
import { firstLine, textOf } from './raw-row.ts';
import type { Reading } from './read-field.ts';
import { readField } from './read-field.ts';
import { questionOf } from './reading-question.ts';
import { rawText } from './source.ts';
import { windowOf } from './window.ts';

/** Fields of the output that a column fills. */
const FIELDS_OF: Readonly<Record<Column, readonly DoubtField[]>> = {
  number: ['number'],
  planName: ['planName'],
  taskNumber: ['taskNumber'],
  taskName: ['taskName'],
  drawType: ['drawType'],
  ratio: ['ratioPercent'],
  item: ['item'],
  scope: ['scope'],
  window: ['windowStart', 'windowEnd'],
};

/** What the question about a column names: the two kinds of draw, the number that its place would give. */
const choicesIn = (field: DoubtField, label: string | null, { fault }: Reading) => {
  if (field === 'drawType') return { choices: DRAW_TYPE_CHOICES };
  return field === 'number' && fault === 'missing' ? namedChoices(label) : {};
};

/** What stands in the field already, whose end is printed once more. */
const repeatedChoices = (row: RawRow, column: Column | null) => {
  if (column === null) return {};
  if (column === 'drawType') return { choices: DRAW_TYPE_CHOICES };
  const text = textOf(row, column);
  return namedChoices(column === 'window' ? windowOf(text)?.start : text);
};

const fieldDoubts = (row: RawRow, label: string | null, column: Column, reading: Reading): Doubt[] => {
  if (reading.fault === null) return [];
  const line = firstLine(row);
  const { fault } = reading;
  return FIELDS_OF[column].map((field) =>
    doubt({
      kind: fault,
      line: line.line,
      row: label,
      place: row.place,
      field,
      text: reading.text === '' ? rawText(line) : reading.text,
      question: questionOf(row, label, column, field, reading),
      ...choicesIn(field, label, reading),
    }),
  );
};

const strayDoubt = (row: RawRow, label: string | null, stray: StrayText): Doubt => {
  const about = { line: stray.line, row: label, place: row.place, text: stray.text } as const;
  const column = stray.column === null ? '' : COLUMN_TITLES[stray.column];
  switch (stray.kind) {
    case 'number':
      return doubt({
        ...about,
        kind: 'stray-number',
        field: 'number',
        question: `第 ${stray.line} 行是表中第 ${row.place} 行的续行，却又印有编号“${stray.text}”。该编号是否属于下一行，以下编号是否都高了一行？表中第 ${row.place} 行的编号应当是什么？`,
        ...namedChoices(label, stray.text),
      });
    case 'repeat':
      return doubt({
        ...about,
        kind: 'repeated-text',
        field: FIELDS_OF[stray.column ?? 'item'][0] ?? 'table',
        question: `表中第 ${row.place} 行的${column}已经完整，续行（第 ${stray.line} 行）上的“${stray.text}”似为重复，未计入。${column}是否照前一行所写？`,
        ...repeatedChoices(row, stray.column),
      });
    case 'unplaced':
      return doubt({
        ...about,
        kind: 'stray-text',
        field: 'table',
        question: `第 ${stray.line} 行的“${stray.text}”放不进任何一列，未计入。它属于表中第 ${row.place} 行的哪一列，还是可以不计？`,
        ...namedChoices('可以不计'),
      });
  }
};

const groupingDoubts = (row: RawRow, label: string | null): Doubt[] =>
  row.doubtfulLines.map((line) =>
    doubt({
      kind: 'grouping',
      line: line.line,
      row: label,
      place: row.place,
      field: 'table',
      text: rawText(line),
      question: `第 ${line.line} 行是表中第 ${row.place} 行的内容，还是属于相邻的另一行？请对照原件确认。`,
      ...namedChoices(`是第 ${row.place} 行的内容`, '属于相邻的另一行，形成草案后更正'),
    }),
  );

export interface ReadRow {
  readonly row: ImportedRow;
  /** The doubts of the reading; needs the row's label, known once all numbers are. */
  readonly doubts: (label: string | null) => Doubt[];
}

/** Reads a gathered row: values where they are certain, else null and a doubt. */
export const readRow = (raw: RawRow, known: KnownValues): ReadRow => {
  const readings = new Map(COLUMNS.map((column) => [column, readField(raw, column, known)] as const));
  const textIn = (column: Column): string | null => {
    const reading = readings.get(column);
    return reading === undefined || reading.fault !== null ? null : reading.text;
  };
  const drawType = textIn('drawType');
  const ratio = textIn('ratio');
  const windowText = textIn('window');
  const window = windowText === null ? null : windowOf(windowText);
  const line = firstLine(raw);
  return {
    row: {
      place: raw.place,
      line: line.line,
      source: rawText(line),
      number: textIn('number'),
      planName: textIn('planName'),
      taskNumber: textIn('taskNumber'),
      taskName: textIn('taskName'),
      drawType: drawType === null ? null : drawTypeOf(drawType),
      ratio: ratio === null ? null : ratioOf(ratio),
      item: textIn('item'),
      scope: textIn('scope'),
      windowStart: window?.start ?? null,
      windowEnd: window?.end ?? null,
    },
    doubts: (label) => [
      ...[...readings].flatMap(([column, reading]) => fieldDoubts(raw, label, column, reading)),
      ...raw.strays.map((stray) => strayDoubt(raw, label, stray)),
      ...groupingDoubts(raw, label),
    ],
  };
};
