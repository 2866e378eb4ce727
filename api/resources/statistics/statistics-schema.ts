import { z } from 'zod';
import { instant, isoDate, pageOf, text } from '../../http/schemas.ts';

const count = z.number();
const WHOLE = 10_000;
const LONGEST_LINE = 500;
const MOST_VISITS = 100_000;
const share = z.int().min(0).max(WHOLE);

const rule = z.object({
  itemFloor: count,
  enforcementItems: count.nullable(),
  randomShareOf: z.enum(['units', 'inspections']),
  randomFloor: count,
  version: count,
  reason: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
});

const indicator = z.object({
  id: z.enum(['random-share', 'published', 'random-items', 'random-inspections']),
  numerator: count,
  denominator: count.nullable(),
  floor: count,
  passed: z.boolean().nullable(),
  waitsFor: z.enum(['other-inspections']).nullable(),
});
export type IndicatorLine = z.output<typeof indicator>;

export const indicatorBoard = z.object({
  years: z.array(count),
  year: count,
  asOf: isoDate,
  rule,
  indicators: z.array(indicator),
});
export type IndicatorBoard = z.output<typeof indicatorBoard>;

export const newRule = z.strictObject({
  expectedVersion: z.int().min(0),
  reason: text,
  rule: z.strictObject({
    itemFloor: share,
    enforcementItems: z.int().min(1).max(MOST_VISITS).nullable(),
    randomShareOf: z.enum(['units', 'inspections']),
    randomFloor: share,
  }),
});

const breakdownRow = z.object({
  key: z.string(),
  name: z.string(),
  tasks: count,
  inspected: count,
  withFindings: count,
  findings: count,
  published: count,
  publishedInTime: count,
  publishedLate: count,
  publicationOverdue: count,
  ordered: count,
  rectified: count,
  rectificationOpen: count,
});
export type BreakdownLine = z.output<typeof breakdownRow>;
export const breakdownTable = z.object({ year: count, asOf: isoDate, rows: z.array(breakdownRow) });
export type BreakdownTable = z.output<typeof breakdownTable>;

const unpublishedLine = z.object({
  taskId: z.string(),
  taskNumber: z.string(),
  cycleId: z.string(),
  unitName: z.string(),
  visitedOn: isoDate,
  waitsFor: z.enum(['entry', 'review', 'publication']),
  dueOn: isoDate.nullable(),
  workingDaysLeft: count.nullable(),
});
export const unpublishedPage = pageOf(unpublishedLine);
export type UnpublishedPage = z.output<typeof unpublishedPage>;

const otherKind = z.enum(['daily', 'special', 'complaint', 'assigned', 'other']);
const otherLine = z.object({
  id: z.string(),
  kind: otherKind,
  inspectedOn: isoDate,
  inspections: count,
  withFindings: count,
  target: z.string(),
  basis: z.string(),
  recordedBy: z.string(),
  businessAt: instant,
  withdrawnAt: instant.nullable(),
  withdrawReason: z.string().nullable(),
});
export const otherPage = pageOf(otherLine);
export type OtherPage = z.output<typeof otherPage>;

const line = z.string().trim().min(1).max(LONGEST_LINE);
export const newOther = z.strictObject({
  kind: otherKind,
  inspectedOn: isoDate,
  inspections: z.int().min(1).max(MOST_VISITS),
  withFindings: z.int().min(0).max(MOST_VISITS),
  target: line,
  basis: line,
});
