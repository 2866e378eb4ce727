import type { Column } from './columns.ts';
import { COLUMN_TITLES } from './columns.ts';
import type { DoubtField } from './doubt.ts';
import type { RawRow } from './raw-row.ts';
import type { Reading } from './read-field.ts';

/** How the answer is to be written. */
const EXAMPLES: Partial<Record<DoubtField, string>> = {
  number: '（年份加序号，如 202101）',
  taskNumber: '（如 01号）',
  drawType: '（定向或者不定向，二者选一）',
  ratioPercent: '（百分数，如 5）',
  windowStart: '（首日，如 2021-01-01）',
  windowEnd: '（末日，如 2021-04-30）',
};

/** The question to a person about a column that could not be read, with what its place suggests where that is known. */
export const questionOf = (
  { place }: RawRow,
  label: string | null,
  column: Column,
  field: DoubtField,
  { fault, text }: Reading,
): string => {
  const title = COLUMN_TITLES[column];
  if (fault === 'missing' && field === 'number' && label !== null) {
    return `表中第 ${place} 行没有抽查计划编号，按次序应为“${label}”。本行编号是否为“${label}”？`;
  }
  const ask = `请填写${EXAMPLES[field] ?? ''}。`;
  switch (fault) {
    case 'missing':
      return `表中第 ${place} 行没有${title}，应当是什么？${ask}`;
    case 'unreadable':
      return `表中第 ${place} 行的${title}“${text}”无法识别，应当是什么？${ask}`;
    case 'cut':
      return `表中第 ${place} 行的${title}只剩“${text}”，前后似有缺失，完整内容应当是什么？`;
    default:
      return `表中第 ${place} 行各列错位，“${text}”不能确定是否为${title}，应当是什么？`;
  }
};
