import { z } from 'zod';
import { DEADLINE_KINDS, type DeadlineKind } from '../../../domain/deadline/kinds.ts';
import { instant, isoDate, json, pageOf } from '../../http/schemas.ts';
import { deadline, extension } from '../task/deadline-schema.ts';

const nullableText = z.string().nullable();

export const finding = z.object({
  id: z.string(),
  resultRevision: z.number(),
  findingNo: z.number(),
  itemId: z.string(),
  text: z.string(),
  article: z.string(),
  measure: z.enum(['correct-at-once', 'correct-by-date', 'transfer', 'case-filed', 'none']),
  dueOn: isoDate.nullable(),
  orderId: nullableText,
  state: z.enum(['open', 'rectified', 'waived', 'referred', 'withdrawn']),
  disposedAt: instant.nullable(),
  disposalReason: nullableText,
});

export const order = z.object({
  id: z.string(),
  number: z.string(),
  taskId: z.string(),
  unitId: z.string(),
  state: z.enum(['issued', 'rectified', 'referred', 'closed', 'withdrawn']),
  issuedBy: z.string(),
  issuedAt: instant,
  endedAt: instant.nullable(),
});

/** What was handed on (移送): from an order that failed, or from a task whose findings belong to another body. */
export const referral = z.object({
  id: z.string(),
  findingIds: z.array(z.string()),
  receiver: z.string(),
  reason: z.string(),
  referredBy: z.string(),
  businessAt: instant,
});

const count = z.number();

/** A line of the rectification board (整改督办). */
const orderLine = z.object({
  id: z.string(),
  number: z.string(),
  taskId: z.string(),
  cycleId: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  state: order.shape.state,
  issuedAt: instant,
  endedAt: instant.nullable(),
  findings: count,
  openFindings: count,
  reportedFindings: count,
  pendingExtensions: count,
  owed: z.enum(DEADLINE_KINDS as [DeadlineKind, ...DeadlineKind[]]).nullable(),
  dueOn: isoDate.nullable(),
  provisional: z.boolean().nullable(),
  overdue: z.boolean(),
  workingDaysLeft: z.number().nullable(),
});
export type OrderBoardLine = z.output<typeof orderLine>;

export const orderBoard = pageOf(orderLine).extend({
  asOf: isoDate,
  counts: z.object({ open: count, overdue: count, extension: count, reinspection: count, referral: count }),
});
export type OrderBoard = z.output<typeof orderBoard>;

export const orderCase = order.extend({
  /** 任务编号 */
  taskNumber: z.string(),
  unitName: z.string(),
  /** Of the team that follows it up. */
  team: z.array(z.object({ officerId: z.string(), name: z.string() })),
  findings: z.array(
    finding.extend({
      itemName: z.string(),
      /** What the unit says it has put right, and when. */
      reportedOn: isoDate.nullable(),
      reportNote: z.string().nullable(),
    }),
  ),
  deadlines: z.array(deadline),
  extensions: z.array(extension),
  reinspections: z.array(
    z.object({
      round: z.number(),
      inspectedOn: isoDate,
      outcomes: json,
      enteredBy: z.string(),
      businessAt: instant,
    }),
  ),
  referrals: z.array(referral),
});
export type OrderCase = z.output<typeof orderCase>;
