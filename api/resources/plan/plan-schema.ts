import { z } from 'zod';
import { drawTypeOf } from '../../../domain/plan/draw-type.ts';
import { id, instant, isoDate, text } from '../../http/schemas.ts';
import { rowRule } from './row-rule-schema.ts';

const count = z.int().min(1);

const DRAW_TYPES = ['directed', 'undirected', 'either'] as const;

/**
 * The code, or the words of the table, which the importer prints (定向, 不定向, 定向或不定向): both mean the same, and the
 * answer has the code.
 */
const drawTypeOrWords = z.preprocess(
  (given) => (typeof given === 'string' ? (drawTypeOf(given) ?? given) : given),
  z.enum(DRAW_TYPES),
);

/** One row as it is read and drafted: the nine columns of the plan table [R270], its scope as a rule. */
export const planRow = z.strictObject({
  number: id,
  planName: text,
  taskNumber: text,
  taskName: text,
  drawType: z.enum(DRAW_TYPES),
  ratio: z.strictObject({ numerator: count, denominator: count, kind: z.enum(['exact', 'floor', 'cap']) }),
  ratioPercent: z.number(),
  item: text,
  parts: z.array(text),
  scope: text,
  scopeRule: z.strictObject({
    area: z.string().nullable(),
    category: text,
    operating: z.boolean(),
    foundedBefore: isoDate.nullable(),
  }),
  windowStart: isoDate,
  windowEnd: isoDate,
  rule: rowRule.optional(),
});

/** A row as it is drafted. */
export const draftRow = planRow.extend({ drawType: drawTypeOrWords });

export const planDocument = z.strictObject({
  number: z.string().nullable(),
  issuer: z.string().nullable(),
  title: z.string().nullable(),
  year: z.number().nullable(),
  approvedBy: z.string().nullable(),
  signedOn: isoDate.nullable(),
  printedOn: isoDate.nullable(),
  copyTo: z.array(z.string()),
  basis: z.array(z.string()),
  windows: z.array(z.tuple([z.int(), z.int()])),
});

export const planVersion = z.object({
  year: z.number(),
  version: z.number(),
  state: z.enum(['draft', 'reviewed', 'approved', 'published', 'superseded']),
  reason: z.string(),
  /** Holds assumed answers: may be rehearsed, never published live. */
  assumed: z.boolean(),
  draftedBy: z.string(),
  reviewedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
  approvalDecision: z.string().nullable(),
  approvedAt: instant.nullable(),
  publishedAt: instant.nullable(),
  businessAt: instant,
});

export const planChange = z.object({
  row: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  field: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
});

/** As the pages read them. */
export type PlanVersion = z.output<typeof planVersion>;
export type PlanDocumentData = z.output<typeof planDocument>;
