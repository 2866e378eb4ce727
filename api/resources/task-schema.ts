import { z } from 'zod';
import { DEADLINE_KINDS, type DeadlineKind } from '../../domain/deadline/kinds.ts';
import { instant, isoDate, json } from '../http/schemas.ts';
import { message } from './message-schema.ts';

const nullableText = z.string().nullable();
export const taskState = z.enum(['created', 'dispatched', 'visited', 'entered', 'reviewed', 'closed']);
const endKind = z.enum(['published', 'replaced', 'cancelled']).nullable();
const deadlineKind = z.enum(DEADLINE_KINDS as [DeadlineKind, ...DeadlineKind[]]);

export const taskLine = z.object({
  id: z.string(),
  /** 任务编号, as notices and papers name it: 平交检〔2021〕10001号. */
  number: z.string(),
  cycleId: z.string(),
  sequenceNo: z.number(),
  state: taskState,
  endKind,
  unitId: z.string(),
  unitName: z.string(),
  rows: z.array(z.string()),
  team: z.array(z.string()),
  teamNames: z.array(z.string()),
  visitedOn: isoDate.nullable(),
  dueOn: isoDate.nullable(),
  dueKind: deadlineKind.nullable(),
  overdue: z.boolean(),
});

const task = z.object({
  id: z.string(),
  number: z.string(),
  cycleId: z.string(),
  drawId: z.string(),
  sequenceNo: z.number(),
  state: taskState,
  endKind,
  endReason: nullableText,
  replacesTaskId: nullableText,
  /** Number of the task in whose place it came (递补). */
  replacesNumber: nullableText,
  announced: z.boolean(),
  unannouncedBasis: nullableText,
  visitedOn: isoDate.nullable(),
  visitStartedAt: instant.nullable(),
  visitEndedAt: instant.nullable(),
  visitPlace: nullableText,
  dispatchedAt: instant.nullable(),
  endedAt: instant.nullable(),
  closedAt: instant.nullable(),
});

export const deadline = z.object({
  subjectKind: z.string(),
  subjectId: z.string(),
  kind: deadlineKind,
  part: z.string(),
  dueOn: isoDate,
  version: z.number(),
  /** Counted without that year's holiday notice. */
  provisional: z.boolean(),
  upperBound: z.boolean(),
  calendarVersion: z.string(),
  openedOn: isoDate,
  metOn: isoDate.nullable(),
  droppedReason: nullableText,
});

export const extension = z.object({
  id: z.string(),
  kind: z.string(),
  part: z.string(),
  requestedBy: z.string(),
  requestReason: z.string(),
  requestedAt: instant,
  newDueOn: isoDate,
  decision: z.enum(['granted', 'refused']).nullable(),
  decidedBy: nullableText,
  decisionReason: nullableText,
  decidedAt: instant.nullable(),
});

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

export const publication = z.object({
  id: z.string(),
  revision: z.number(),
  kind: z.enum(['result', 'correction', 'withdrawal']),
  taskId: z.string(),
  resultRevision: z.number(),
  state: z.enum(['due', 'confirmed', 'superseded']),
  reason: nullableText,
  startedAt: instant,
  confirmedOn: isoDate.nullable(),
});

export const event = z.object({
  id: z.number(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  actorKind: z.string(),
  actorId: z.string(),
  commandId: nullableText,
  data: json,
  businessAt: instant,
  recordedAt: instant,
  /** Place and link in the chain; null while the sealer has not come to it. */
  seq: z.number().nullable(),
  hash: nullableText,
});

const chain = {
  draw: z.object({
    id: z.string(),
    state: z.string(),
    rehearsal: z.boolean(),
    announcementHash: nullableText,
    recordHash: nullableText,
    sealedAt: instant.nullable(),
  }),
  tickets: z.array(
    z.object({
      rowNumber: z.string(),
      stratum: z.string(),
      position: z.number(),
      ticket: z.string(),
      label: z.string(),
      usedAsSubstitute: z.boolean(),
    }),
  ),
  planRows: z.array(
    z.object({
      number: z.string(),
      taskName: z.string(),
      taskNumber: z.string(),
      itemText: z.string(),
      scopeText: z.string(),
      windowStart: isoDate,
      windowEnd: isoDate,
      year: z.number(),
      version: z.number(),
    }),
  ),
  channels: z.array(
    z.object({
      publicationId: z.string(),
      revision: z.number(),
      channel: z.string(),
      state: z.enum(['due', 'confirmed']),
      proof: json,
      confirmedBy: nullableText,
      confirmedAt: instant.nullable(),
    }),
  ),
  reinspections: z.array(
    z.object({
      orderId: z.string(),
      round: z.number(),
      inspectedOn: isoDate,
      outcomes: json,
      enteredBy: z.string(),
      businessAt: instant,
    }),
  ),
};

/** One chain per unit [R283]: plan row, draw, team, visit, result, publication, rectification, messages, events. */
export const taskCase = z.object({
  ...chain,
  task,
  unit: z.object({
    id: z.string(),
    kind: z.string(),
    code: z.string(),
    name: z.string(),
    category: z.string(),
    area: z.string(),
    status: z.string(),
    address: nullableText,
    riskClass: nullableText,
  }),
  items: z.array(
    z.object({
      rowNumber: z.string(),
      itemId: z.string(),
      name: z.string(),
      kind: z.string(),
      legalBasis: z.string(),
      method: z.string(),
      stratum: z.string(),
      drawPosition: z.number(),
      workOpen: z.boolean(),
    }),
  ),
  checklist: z.array(
    z.object({
      itemId: z.string(),
      lineNo: z.number(),
      part: z.string(),
      text: z.string(),
      legalBasis: z.string(),
    }),
  ),
  team: z.array(
    z.object({
      slot: z.number(),
      revision: z.number(),
      officerId: z.string(),
      name: z.string(),
      certificateNumber: z.string(),
      state: z.enum(['assigned', 'recused', 'replaced']),
      reason: nullableText,
    }),
  ),
  results: z.array(
    z.object({
      revision: z.number(),
      state: z.enum(['entered', 'returned', 'approved']),
      visitedOn: isoDate,
      startedAt: instant,
      endedAt: instant,
      place: z.string(),
      codes: z.array(z.string()),
      remark: nullableText,
      enteredBy: z.string(),
      enteredAt: instant,
      reviewedBy: nullableText,
      reviewedAt: instant.nullable(),
      opinion: nullableText,
    }),
  ),
  answers: z.array(
    z.object({
      revision: z.number(),
      itemId: z.string(),
      lineNo: z.number(),
      answer: z.enum(['yes', 'no', 'not-checked', 'not-applicable']),
      note: nullableText,
    }),
  ),
  findings: z.array(finding),
  orders: z.array(order),
  referrals: z.array(referral),
  publications: z.array(publication),
  deadlines: z.array(deadline),
  extensions: z.array(extension),
  messages: z.array(message),
  audit: z.array(event.extend({ name: z.string() })),
});
