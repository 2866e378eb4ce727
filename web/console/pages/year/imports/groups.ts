import type { PlanImportReview } from '../../../../../api/resources/plan/plan-import-schema.ts';
import { rowId } from './places.ts';
import type { ReadRow, ReviewedDoubt } from './use-import.ts';

/** Lines of the file beside what was read of them: the text around the table, or one plan row. */
export interface Group {
  readonly id: string;
  readonly title: string;
  readonly lines: PlanImportReview['lines'];
  readonly row: ReadRow | null;
  readonly doubts: readonly ReviewedDoubt[];
}

const hasText = ({ cells }: PlanImportReview['lines'][number]): boolean =>
  cells.some((cell) => cell.trim() !== '');

/** A row's lines reach to the next row; what stands before the first is the text around the table. */
export const groupsOf = ({ lines, rows, doubts }: PlanImportReview): Group[] => {
  const ordered = [...rows].sort((a, b) => a.line - b.line);
  const ofRow = ordered.map((row, index): Group => {
    const end = ordered[index + 1]?.line ?? Number.POSITIVE_INFINITY;
    return {
      id: rowId(row.place),
      title: `表中第 ${row.place} 行`,
      lines: lines.filter((each) => each.line >= row.line && each.line < end && hasText(each)),
      row,
      doubts: doubts.filter(({ place }) => place === row.place),
    };
  });
  const first = ordered[0]?.line ?? Number.POSITIVE_INFINITY;
  const text: Group = {
    id: 'text',
    title: '正文',
    lines: lines.filter((each) => each.line < first && hasText(each)),
    row: null,
    doubts: doubts.filter(({ place }) => place === null),
  };
  return [text, ...ofRow];
};

export const isOpen = ({ state }: ReviewedDoubt): boolean => state !== 'settled';
