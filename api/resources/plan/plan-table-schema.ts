import { z } from 'zod';
import { id, instant, isoDate, text } from '../../http/schemas.ts';
import { draftRow, planChange, planDocument, planRow, planVersion } from './plan-schema.ts';
import { rowRule } from './row-rule-schema.ts';

/** A row in the words of the table. */
const tableRow = z.strictObject({
  number: id,
  planName: text,
  taskNumber: text,
  taskName: text,
  drawType: draftRow.shape.drawType,
  ratio: text,
  item: text,
  scope: text,
  windowStart: isoDate,
  windowEnd: isoDate,
  rule: rowRule.optional(),
});

export const writtenTable = z.strictObject({
  /** The version that is written over; null: a plan from nothing. */
  from: z.int().min(1).nullable(),
  document: planDocument,
  reason: text,
  rows: z.array(tableRow).min(1).max(500),
});

export const planTable = z.object({
  version: planVersion,
  /** It was sent back to its drafter, who has not written it anew yet. */
  returned: z.object({ returnedBy: z.string(), returnedAt: instant, reason: z.string() }).nullable(),
  document: planDocument,
  rows: z.array(
    tableRow.extend({
      drawType: planRow.shape.drawType,
      drawTypeWords: z.string(),
      window: z.string(),
      ruleWords: z.array(z.string()),
    }),
  ),
});

export const changeInWords = z.object({
  row: z.string(),
  kind: planChange.shape.kind,
  title: z.string().nullable(),
  before: z.string(),
  after: z.string(),
});

/** As the pages read them. */
export type PlanTable = z.output<typeof planTable>;
export type ChangeInWords = z.output<typeof changeInWords>;
