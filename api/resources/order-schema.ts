import { z } from 'zod';
import { DEADLINE_KINDS, type DeadlineKind } from '../../domain/deadline/kinds.ts';
import { instant, isoDate, json, pageOf } from '../http/schemas.ts';
import { deadline, extension, finding, order, referral } from './task-schema.ts';

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
