import { z } from 'zod';
import { instant, isoDate, pageOf } from '../../http/schemas.ts';

export const publication = z.object({
  id: z.string(),
  revision: z.number(),
  kind: z.enum(['result', 'correction', 'withdrawal']),
  taskId: z.string(),
  resultRevision: z.number(),
  state: z.enum(['due', 'confirmed', 'superseded']),
  reason: z.string().nullable(),
  startedAt: instant,
  confirmedOn: isoDate.nullable(),
});

const count = z.number();
/** Who approved the revision before it is shown, and whose approval it still waits for (R217). */
const approval = {
  approvedBy: z.string().nullable(),
  approvedAt: instant.nullable(),
  awaitsApprovalBy: z.enum(['supervisor', 'approver']).nullable(),
};
const channelState = z.enum(['due', 'confirmed']);

/** A line of the publication desk (公示办理). */
const publicationLine = z.object({
  id: z.string(),
  revision: count,
  kind: publication.shape.kind,
  state: publication.shape.state,
  taskId: z.string(),
  cycleId: z.string(),
  unitName: z.string(),
  unitCode: z.string(),
  items: z.array(z.string()),
  startedAt: instant,
  ...approval,
  confirmedOn: isoDate.nullable(),
  dueOn: isoDate.nullable(),
  provisional: z.boolean().nullable(),
  overdue: z.boolean(),
  workingDaysLeft: count.nullable(),
  workingDaysLate: count.nullable(),
  countedFrom: isoDate.nullable(),
  channels: z.array(z.object({ channel: z.string(), state: channelState, publishedOn: isoDate.nullable() })),
});
export type PublicationBoardLine = z.output<typeof publicationLine>;

const channelCount = z.object({
  channel: z.string(),
  name: z.string(),
  owed: count,
  overdue: count,
  confirmed: count,
});

export const publicationBoard = pageOf(publicationLine).extend({
  asOf: isoDate,
  /** From what, and how long, the time of a new publication counts. */
  counted: z.object({ startEvent: z.enum(['inspection-ended', 'row-work-ended']), workingDays: count }),
  channels: z.array(channelCount),
});
export type PublicationBoard = z.output<typeof publicationBoard>;

const proof = z.object({
  kind: z.enum(['receipt', 'address', 'picture']),
  reference: z.string(),
  sha256: z.string().optional(),
  publishedOn: isoDate,
});

const revision = z.object({
  revision: count,
  kind: publication.shape.kind,
  state: publication.shape.state,
  reason: z.string().nullable(),
  startedAt: instant,
  confirmedOn: isoDate.nullable(),
  codes: z.array(z.object({ code: z.string(), name: z.string() })),
  remark: z.string().nullable(),
  visitedOn: isoDate,
  enteredBy: z.string(),
  reviewedBy: z.string().nullable(),
  ...approval,
  dueOn: isoDate.nullable(),
  channels: z.array(
    z.object({
      channel: z.string(),
      name: z.string(),
      state: channelState,
      confirmedBy: z.string().nullable(),
      confirmedAt: instant.nullable(),
      proof: proof.nullable(),
    }),
  ),
});
export type RevisionCase = z.output<typeof revision>;

export const publicationCase = z.object({
  id: z.string(),
  /** 任务编号 */
  taskNumber: z.string(),
  cycleId: z.string(),
  unitName: z.string(),
  unitCode: z.string(),
  findings: z.array(z.object({ no: count, text: z.string(), article: z.string() })),
  revisions: z.array(revision),
  /** Where citizens read it; null while it is not shown. */
  portalPath: z.string().nullable(),
});
export type PublicationWhole = z.output<typeof publicationCase>;

const receipt = z.object({
  line: count,
  unit: z.string(),
  unitName: z.string().nullable(),
  publicationId: z.string().nullable(),
  revision: count.nullable(),
  publishedOn: z.string(),
  proof: z.object({ kind: z.enum(['receipt', 'address']), reference: z.string() }),
  /** Why the line cannot be taken; null: it can. */
  problem: z.string().nullable(),
});
export type ReceiptLine = z.output<typeof receipt>;

export const receiptPreview = z.object({ channel: z.string(), lines: z.array(receipt) });
export type ReceiptPreview = z.output<typeof receiptPreview>;
