import type { PlanRow } from '../domain/plan/plan.ts';
import { planSheet } from '../domain/plan/plan-sheet.ts';
import { workbook } from './workbook.ts';

/** Of the nine columns, in characters: the long texts get the room. */
const WIDTHS = [13, 30, 13, 40, 16, 10, 48, 40, 18];

/** A plan as a workbook in its exact form [R270]; the importer reads it back. */
export const planWorkbook = (rows: readonly PlanRow[]): Buffer =>
  workbook([{ name: '抽查工作计划', rows: planSheet(rows), widths: WIDTHS }]);
