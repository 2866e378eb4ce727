import { z } from 'zod';
import { id, instant, isoDate } from '../../http/schemas.ts';
import { planDocument, planRow } from './plan-schema.ts';
import { rowRule } from './row-rule-schema.ts';

const nullableText = z.string().nullable();

/** A plan file that was brought: whose, when, how far its doubts are answered. */
export const planImport = z.object({
  id: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  byteSize: z.number(),
  year: z.number(),
  title: nullableText,
  rowCount: z.number(),
  doubtCount: z.number(),
  state: z.enum(['open', 'drafted', 'discarded']),
  draftedVersion: z.number().nullable(),
  importedBy: z.string(),
  businessAt: instant,
});

const LONGEST_ANSWER = 1_000;
const value = z.union([z.string().max(LONGEST_ANSWER), z.number()]);

export const answersGiven = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        key: id,
        /** Null takes the answer back. */
        value: value.nullable(),
        /** 演练假设: nobody of the authority stands behind it; the plan can then never be published live. */
        assumed: z.boolean(),
        reason: z.string().trim().max(LONGEST_ANSWER).nullable(),
      }),
    )
    .min(1)
    .max(500),
});

const doubt = z.object({
  key: z.string(),
  kind: z.string(),
  line: z.number(),
  row: nullableText,
  place: z.number().nullable(),
  field: z.string(),
  text: z.string(),
  question: z.string(),
  /** What an either-or question may be answered with; without `orOther` nothing else is taken. */
  choices: z.exactOptional(z.object({ values: z.array(z.string()), orOther: z.boolean() })),
});

/** A row as it stands with the answers; null is what is still to be said. */
const importedRow = z.object({
  place: z.number(),
  line: z.number(),
  number: nullableText,
  planName: nullableText,
  taskNumber: nullableText,
  taskName: nullableText,
  drawType: planRow.shape.drawType.nullable(),
  ratio: planRow.shape.ratio.nullable(),
  ratioText: nullableText,
  item: nullableText,
  scope: nullableText,
  windowStart: isoDate.nullable(),
  windowEnd: isoDate.nullable(),
  rule: rowRule.optional(),
});

export const planImportReview = planImport.extend({
  lines: z.array(z.object({ line: z.number(), cells: z.array(z.string()) })),
  document: planDocument,
  rows: z.array(importedRow),
  doubts: z.array(
    doubt.extend({
      state: z.enum(['open', 'settled', 'refused']),
      problem: nullableText,
      answer: z
        .object({
          value,
          assumed: z.boolean(),
          reason: nullableText,
          answeredBy: z.string(),
          answeredOn: isoDate,
        })
        .nullable(),
    }),
  ),
  /** What the answers together give rise to. */
  raised: z.array(doubt),
  assumed: z.number(),
  open: z.number(),
  /** What would refuse the draft although every doubt is answered: an item that the list does not have. */
  obstacles: z.array(z.object({ place: z.number(), field: z.string(), problem: z.string() })),
});

/** As the pages read them. */
export type PlanImport = z.output<typeof planImport> & { readonly answered: number };
export type PlanImportReview = z.output<typeof planImportReview>;
