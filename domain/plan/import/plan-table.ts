import { DRAW_TYPE_WORDS } from '../draw-type.ts';
import { ratioPercentOf } from '../ratio-text.ts';
import type { ImportedPlan } from './import-plan.ts';
import type { ImportedRow } from './imported-row.ts';

/**
 * What `plan import --json` prints. `drawType` uses the words of the table (定向, 不定向, 定向或不定向), `ratioPercent` is a
 * number (5 for 5 %), dates are `YYYY-MM-DD`; null is what is not certain.
 */
export const planTableJson = ({ rows, doubts }: ImportedPlan) => ({
  rows: rows.map((row: ImportedRow) => ({
    number: row.number,
    planName: row.planName,
    taskNumber: row.taskNumber,
    taskName: row.taskName,
    drawType: row.drawType === null ? null : DRAW_TYPE_WORDS[row.drawType],
    ratioPercent: row.ratio === null ? null : ratioPercentOf(row.ratio),
    item: row.item,
    scope: row.scope,
    windowStart: row.windowStart,
    windowEnd: row.windowEnd,
  })),
  doubts: doubts.map(({ line, row, field, text, question }) => ({ line, row, field, text, question })),
});
