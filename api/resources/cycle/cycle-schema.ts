import { z } from 'zod';
import { DEADLINE_KINDS, type DeadlineKind } from '../../../domain/deadline/kinds.ts';
import { instant, isoDate, json } from '../../http/schemas.ts';

/** What the routes of a cycle answer. */
export const cycle = z.object({
  id: z.string(),
  year: z.number(),
  number: z.number(),
  planVersion: z.number(),
  windowStart: isoDate,
  windowEnd: isoDate,
  state: z.enum(['opened', 'waiting', 'drawing', 'running', 'closed', 'not-drawn', 'cancelled']),
  waitingFor: z.string().nullable(),
  drawOn: isoDate,
  drawLatestOn: isoDate,
  openedAt: instant,
  drawnAt: instant.nullable(),
  closedAt: instant.nullable(),
  pausedOn: isoDate.nullable(),
});
export type CycleLine = z.output<typeof cycle>;

const count = z.number();
const cycleRow = z.object({
  rowNumber: z.string(),
  taskName: z.string().nullable(),
  item: z.string(),
  eligible: count.nullable(),
  quota: count.nullable(),
  drawn: count.nullable(),
  workEndedOn: isoDate.nullable(),
  tasks: count,
  dispatched: count,
  visited: count,
  entered: count,
  reviewed: count,
  published: count,
  withFindings: count,
  withOrders: count,
  rectificationOpen: count,
  overdue: count,
  lateVisits: count,
  lateEntries: count,
  lateReviews: count,
  latePublications: count,
  lateRectifications: count,
  replaced: count,
  cancelled: count,
});
export type CycleRowLine = z.output<typeof cycleRow>;

/** A plan row whose visits are not announced to the units. */
const unannounced = z.object({
  rowNumber: z.string(),
  itemId: z.string(),
  basis: z.string(),
  decidedBy: z.string(),
  decidedAt: instant,
});

/** Further units of a row that were asked for (扩大抽查), and what another person decided. */
const enlargement = z.object({
  ...{ id: z.string(), rowNumber: z.string(), additional: count, reason: z.string() },
  ...{ requestedBy: z.string(), requestedAt: instant },
  decision: z.enum(['granted', 'refused']).nullable(),
  decidedBy: z.string().nullable(),
  decisionReason: z.string().nullable(),
  decidedAt: instant.nullable(),
  drawId: z.string().nullable(),
});

/** A pause of the cycle: who, when, why, and what ended it. */
const pause = z.object({
  pausedOn: isoDate,
  reason: z.string().nullable(),
  pausedBy: z.string().nullable(),
  endedOn: isoDate.nullable(),
  endedBy: z.string().nullable(),
  workingDays: count.nullable(),
  end: z.enum(['resumed', 'cancelled']).nullable(),
});

const cycleDraw = z.object({
  id: z.string(),
  purpose: z.enum(['regular', 'batch', 'enlargement', 'campaign']),
  state: z.enum([
    ...([
      'announced',
      'drafted',
      'locked',
      'waiting',
      'drawn',
      'assigned',
      'sealed',
      'published',
      'void',
    ] as const),
    'not-drawn',
  ]),
  waitingFor: z.string().nullable(),
});

export const cycleBoard = z.object({
  years: z.array(z.number()),
  year: z.number(),
  cycles: z.array(cycle.extend({ rows: z.array(cycleRow) })),
});
export type CycleBoard = z.output<typeof cycleBoard>;

const lateOwner = z.object({
  kind: z.enum(DEADLINE_KINDS as [DeadlineKind, ...DeadlineKind[]]),
  owner: z.enum(['officer', 'reviewer', 'publisher', 'approver', 'unit']),
  ownerId: z.string().nullable(),
  name: z.string().nullable(),
  sectionName: z.string().nullable(),
  tasks: count,
  earliestDueOn: isoDate,
  workingDaysLate: count,
});

export const cycleCase = cycle.extend({
  report: json,
  rows: z.array(cycleRow),
  unannounced: z.array(unannounced),
  enlargements: z.array(enlargement),
  draws: z.array(cycleDraw),
  pauses: z.array(pause),
});
export type CycleCase = z.output<typeof cycleCase>;

export const cycleLate = z.object({ asOf: isoDate, late: z.array(lateOwner) });
export type CycleLate = z.output<typeof cycleLate>;

export const cycleReadiness = z.object({ asOf: isoDate, from: isoDate, gaps: z.array(z.string()) });
export type CycleReadiness = z.output<typeof cycleReadiness>;
